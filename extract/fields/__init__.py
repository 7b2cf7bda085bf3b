"""The fields of an article beside its text: title, date, authors, agency, language, address."""
