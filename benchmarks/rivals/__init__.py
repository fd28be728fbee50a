"""The same form in other form engines, served as well as ours is: compressed, and nothing else."""
