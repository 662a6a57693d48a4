"""The library for harvesters: OAI-PMH 2.0 with Dublin Core. Of the protocol, `protocol` knows no Django."""
