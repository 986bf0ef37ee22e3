"""The AlphaStar network: encoders → torso → heads, with value functions beside them."""
