"""The built-in computer: difficulty levels and builds, as data on one compiled brain."""
