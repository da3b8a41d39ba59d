"""Address labels: sheets of labels, who gets one, and the pages as they are printed."""
