"""Web pages: their blocks, what their metadata claims, and the piece on them.

read       bytes -> tree -> blocks and pictures               parse.py, blocks.py, marks.py, shots.py, bind.py
claims     what metadata says, and what is not shown          evidence.py, unseen.py
votes      what known extractors take for the piece           votes.py
apart      a page that strings pieces together                strung.py
extract    Document -> Piece                                  extract.py, layout.py, body.py, fields.py, authors.py, ...
"""
