"""The visibility matrix: every thing of the network, for everybody, on every surface that shows anything.

`expected` says who may see what, in words, from what the product promises; nothing in it is worked out
by the product. `ground` makes each thing with a word of its own in it, and `surfaces` opens everything as
everybody. A word that somebody meets who is not in the table is a failure; so is one that is not met by
somebody who is.
"""
