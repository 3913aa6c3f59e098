"""Every screen as a picture, beside which the look can be judged by eye."""
