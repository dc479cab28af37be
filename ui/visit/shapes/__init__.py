"""The shape that makes each conversation tool what it is: the board of everything said in it, beside the question."""
