"""Questions of visitors, read into themes and words: pure, no database but for `stored`."""

from citesmetiers.questions.lexicon import suggested
from citesmetiers.questions.reading import Reading, Word, read
from citesmetiers.questions.synonyms import NONE, Synonyms
from citesmetiers.questions.tokens import LANGUAGES

__all__ = ["LANGUAGES", "NONE", "Reading", "Synonyms", "Word", "read", "suggested"]
