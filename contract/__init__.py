"""What kiosk and county share and nothing else: texts, items, numbers of people and cases, wire models."""
