"""Reading other programs' address books: vCard files and tables of people."""
