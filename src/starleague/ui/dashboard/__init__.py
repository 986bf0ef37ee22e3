"""A league's folder as the page shows it: everything is read, nothing is written, whether or not it is running."""
