"""The way in: captures to Markdown articles. `pipeline.py` tells it from end to end."""

__version__ = "0.1.0"
