"""The components of the look (look.md section 4): functions that paint on a page, or add a part to it."""
