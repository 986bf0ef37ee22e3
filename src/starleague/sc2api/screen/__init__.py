"""The feature-layer and rendered interfaces: what is drawn, and what a click on it means."""
