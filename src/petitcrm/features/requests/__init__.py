"""What clients asked for or complain of, until it is closed."""
