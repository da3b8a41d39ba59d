"""What the calls come to: when somebody answers, after how many attempts, and which promises of the tiers are kept."""
