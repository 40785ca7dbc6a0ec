"""Words that stand for each other in questions of visitors."""

from __future__ import annotations

from typing import Any, ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from citesmetiers.questions.synonyms import MOST_TOKENS
from citesmetiers.questions.tokens import tokens
from network.models.base import Record, keeps_history

FEWEST_WORDS, MOST_WORDS = 2, 12
LONGEST_WORD = 60


class QuestionLanguage(models.TextChoices):
    """The languages that questions are read in, each by its own name."""

    FR = "fr", "français"
    EN = "en", "English"
    IT = "it", "italiano"
    ES = "es", "español"
    PT = "pt", "português"
    NL = "nl", "Nederlands"


class FoldedWordsField(ArrayField):  # type: ignore[type-arg]
    """The words of a group as a question is read: without case, accents and typography."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"base_field": models.TextField(), "editable": False, "default": list, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> list[str]:  # noqa: ARG002, FBT001
        value = [folded(word) for word in model_instance.words]  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, value)
        return value


@keeps_history
class Synonym(Record):
    """A group of words of one language that stand for each other: VAE, validation des acquis de l’expérience."""

    # It follows from the words.
    untold_fields: ClassVar[list[str]] = ["folded"]

    language = models.CharField(_("language"), max_length=2, choices=QuestionLanguage.choices)
    words = ArrayField(
        models.CharField(max_length=LONGEST_WORD),
        verbose_name=_("words that stand for each other"),
        help_text=_(
            "Two to twelve words or terms, one on each line, as in “CV” and “curriculum vitae”: who asks for one finds the others too."
        ),
    )
    folded = FoldedWordsField()

    class Meta(Record.Meta):
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms of the search")
        ordering = ["language", "folded", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(language__in=QuestionLanguage.values), name="synonym_language_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(words__len__gte=FEWEST_WORDS, words__len__lte=MOST_WORDS),
                name="synonym_words_are_several",
            ),
        ]
        triggers = [
            *Record.Meta.triggers,
            pgtrigger.Trigger(
                name="word_in_one_group",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                # Two groups that are written at once would not see each other.
                func="""
                    PERFORM pg_advisory_xact_lock(hashtext(TG_TABLE_NAME || NEW.language));
                    IF EXISTS (
                        SELECT FROM citesmetiers_synonym AS other
                        WHERE other.id <> NEW.id AND other.language = NEW.language AND other.demo = NEW.demo
                            AND other.folded && NEW.folded
                    ) THEN
                        RAISE EXCEPTION 'a word stands in two groups' USING ERRCODE = 'check_violation',
                            CONSTRAINT = 'synonym_word_in_one_group';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.words)

    def clean(self) -> None:
        """Say each thing that is wrong with the words, and which word it is."""
        super().clean()
        faults = [*self._faults_of_words(), *self._faults_of_number()]
        if faults:
            raise ValidationError({"words": faults})
        self._refuse_other_groups()

    def _faults_of_words(self) -> list[ValidationError]:
        seen: set[str] = set()
        faults = []
        for word in self.words or []:
            read = folded(word)
            if not read:
                faults.append(_fault(_("“%(word)s” holds neither letters nor figures."), word))
            elif len(tokens(word)) > MOST_TOKENS:
                faults.append(_fault(_("“%(word)s” is a sentence: write a word or a term."), word))
            elif read in seen:
                faults.append(
                    _fault(_("“%(word)s” stands here twice: case and accents make no difference."), word)
                )
            seen.add(read)
        return faults

    def _faults_of_number(self) -> list[ValidationError]:
        count = len(self.words or [])
        if count < FEWEST_WORDS:
            return [
                ValidationError(_("One word alone stands for nothing: write at least two."), code="alone")
            ]
        if count > MOST_WORDS:
            message = _("Write at most %(most)d words: there are %(count)d here.")
            return [ValidationError(message, params={"most": MOST_WORDS, "count": count}, code="many")]
        return []

    def _refuse_other_groups(self) -> None:
        mine = {folded(word): word for word in self.words}
        others = Synonym.objects.filter(language=self.language, demo=self.demo, folded__overlap=[*mine])
        for other in others.exclude(pk=self.pk).order_by("pk")[:MOST_WORDS]:
            word = next(mine[each] for each in other.folded if each in mine)
            message = _("“%(word)s” stands in another group already: %(group)s.")
            raise ValidationError(
                {"words": ValidationError(message, params={"word": word, "group": other}, code="taken")}
            )


def folded(word: str) -> str:
    """Return a word or term as a question is read."""
    return " ".join(tokens(word))


def _fault(message: Any, word: str) -> ValidationError:
    return ValidationError(message, params={"word": word}, code="word")
