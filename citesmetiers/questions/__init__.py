"""Questions of visitors, read into themes and words: pure, no database but for `stored`."""

from citesmetiers.questions.lexicon import LANGUAGES, suggested
from citesmetiers.questions.reading import Reading, Word, read
from citesmetiers.questions.synonyms import NONE, Synonyms

__all__ = ["LANGUAGES", "NONE", "Reading", "Synonyms", "Word", "read", "suggested"]
