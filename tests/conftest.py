"""What hypothesis tries is the same on every run and every machine, and leaves nothing behind."""

from hypothesis import settings

settings.register_profile("the same each time", derandomize=True, deadline=None, database=None)
settings.load_profile("the same each time")
