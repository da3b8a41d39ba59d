"""The call sheet on paper, the printed week, and the evening grid in which a sheet is keyed back."""
