"""What the secretariat keeps of the reading of questions."""

from citesmetiers.models import Synonym
from citesmetiers.questions.synonyms import Synonyms


def load_synonyms() -> Synonyms:
    """Return the synonyms by one query; who asks often keeps them. What is invented stands for nothing."""
    return Synonyms.of(
        Synonym.objects.filter(demo=False).order_by("language", "pk").values_list("language", "words")
    )
