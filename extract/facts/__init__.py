"""Tagged sentences to figures: prices, exchange rates, trade, the activity of plants."""
