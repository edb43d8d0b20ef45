"""Web pages: their blocks, what their metadata claims, and the piece on them.

parse       bytes -> a tree                                  parse.py
blocks      tree -> blocks and pictures                      blocks.py, marks.py, shots.py
evidence    tree -> what its metadata claims                 evidence.py
votes       tree -> what known extractors take               votes.py
extract     Document -> Article                              body.py, fields.py, figures.py, extract.py
"""
