"""The same form in other form engines, served compressed and with nothing else."""
