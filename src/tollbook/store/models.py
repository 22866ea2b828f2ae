"""The tables. Every one is keyed by case.

Keys are made from the case's own files, so that an index built anew is equal. Rows go only when a whole case is
cleared, table by table: the database itself need not follow references.
"""

from __future__ import annotations

from django.db import models


class Case(models.Model):
    """One case, and how much of its files the index has seen."""

    id = models.TextField(primary_key=True)
    log_size = models.BigIntegerField(default=0)
    log_tail = models.TextField()
    judgements_digest = models.TextField()

    def __str__(self) -> str:
        return self.id


class Version(models.Model):
    """One version of a report; ``id`` is the case and the number of its line in the vault's log."""

    id = models.TextField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING)
    sequence = models.BigIntegerField()
    report = models.TextField()
    is_current = models.BooleanField()
    published = models.TextField(null=True)  # noqa: DJ001 - not said is not the same as empty
    text_hash = models.TextField()
    record = models.TextField()

    class Meta:
        """For Django."""

        indexes = [
            models.Index(fields=["case", "report"]),
            models.Index(fields=["case", "is_current", "sequence"]),
            models.Index(fields=["text_hash"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "report"], condition=models.Q(is_current=True), name="one_current_version_of_a_report"
            ),
        ]

    def __str__(self) -> str:
        return self.id


class Extraction(models.Model):
    """What was read out of one version, and by what: the record without the report."""

    version = models.OneToOneField(Version, models.DO_NOTHING, primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING)
    extractor = models.TextField()
    definition = models.TextField()
    record = models.TextField()

    def __str__(self) -> str:
        return self.version_id


class Claim(models.Model):
    """What claims are searched by; the claim itself is in the record of its extraction, at ``position``."""

    id = models.TextField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING)
    extraction = models.ForeignKey(Extraction, models.DO_NOTHING, related_name="claims")
    position = models.IntegerField()
    claim = models.TextField()
    report = models.TextField()
    harm = models.TextField()
    source = models.TextField(null=True)  # noqa: DJ001 - the outlet's own voice has no name
    low = models.BigIntegerField(null=True)
    high = models.BigIntegerField(null=True)
    status = models.JSONField(null=True)
    mode = models.TextField()
    is_background = models.BooleanField()

    class Meta:
        """For Django."""

        indexes = [
            models.Index(fields=["case", "claim"]),
            models.Index(fields=["case", "harm"]),
        ]

    def __str__(self) -> str:
        return self.id


class Judgement(models.Model):
    """What a person decided; ``id`` is the case and the number of its line in ``judgements.jsonl``."""

    id = models.TextField(primary_key=True)
    case = models.ForeignKey(Case, models.DO_NOTHING)
    sequence = models.BigIntegerField()
    kind = models.TextField()
    target = models.TextField()
    record = models.TextField()

    class Meta:
        """For Django."""

        indexes = [models.Index(fields=["case", "target"])]

    def __str__(self) -> str:
        return self.id
