"""The steps of the training recipe (`models/project.yml`), each run as `python -m models.scripts.<step>`."""
