"""News of the network: kept as facts without a name, told in the words that its reader may read now."""

from network.news.telling import told

__all__ = ["told"]
