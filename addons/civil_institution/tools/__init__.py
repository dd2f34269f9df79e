from .cells import parse_count
