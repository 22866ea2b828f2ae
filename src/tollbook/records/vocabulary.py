"""The closed vocabularies of the wire format: every value a field may take, and what it means.

Each member carries its ``meaning``; the reference documentation is generated from it.
"""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A word of a closed vocabulary, with its meaning in one sentence."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Word:
        """The member; its meaning is given once, where the vocabulary is written down."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class Harm(Word):
    """What happened to the people counted."""

    KILLED = "killed", "dead, whatever the cause; includes bodies found and executions"
    INJURED = "injured", "wounded and alive when counted"
    CASUALTIES = "casualties", "killed or injured, not told apart by the text"
    MISSING = "missing", "whereabouts unknown"
    DETAINED = "detained", "victims or prisoners held; arrests of suspects are not counted"
    ABDUCTED = "abducted", "taken by force by anyone but a state acting as such"
    DISPLACED = "displaced", "driven from their homes"


class Quantifier(Word):
    """How the number is hedged, as printed."""

    EXACT = "exact", "a bare number, without a hedge"
    IMPLIED = "implied", "nothing printed: a singular noun, a name, a couple"
    AT_LEAST = "at least", "this number or more"
    MORE_THAN = "more than", "above this number"
    UP_TO = "up to", "this number or fewer"
    FEWER_THAN = "fewer than", "below this number"
    ABOUT = "about", "around this number"
    NEARLY = "nearly", "a little below this number"
    RANGE = "range", "between two numbers, both printed"
    VAGUE = "vague", "a word without a number: dozens, hundreds, several"
    NONE = "none", "victims are said to exist, their number is not"


class Status(Word):
    """Legal status of the victims, after SDG indicator 16.1.2."""

    CIVILIAN = "civilian", "not a member of an armed force and not fighting"
    OTHER_PROTECTED = "other protected", "medical or religious personnel and others protected by law"
    DISARMED = "disarmed combatant", "a fighter or soldier who had laid down arms, was captured or wounded"
    SECURITY_FORCES = "security forces", "army, police or other forces of the state"
    OTHER_COMBATANT = "other combatant", "a member of an armed group that is not the state's"
    UNKNOWN = "unknown", "the text says that the status is not known"


class Mode(Word):
    """What kind of statement the number is; decides whether it may enter a sum."""

    COUNT = "count", "a toll or a number of victims, stated as fact"
    FLOOR = "floor", "a verified minimum: bodies seen, graves, cases confirmed"
    INSTANCE = "instance", "one example out of an unknown number, such as a video"
    INCREMENT = "increment", "newly counted, on top of an earlier number, and said to be so"
    STOCK = "stock", "a present state that may fall again: still missing, in hospital today"
    PROJECTION = "projection", "feared, expected or possible, not counted"
    DENIAL = "denial", "said not to have happened, or not in this number"
    RETRACTION = "retraction", "a figure that its source withdraws"


class PeriodKind(Word):
    """The shape of the time span that a number covers."""

    ON_DAY = "on day", "one named day, week or month"
    BETWEEN = "between", "from one stated day to another"
    SINCE = "since", "from a stated beginning up to the report"
    UNTIL = "until", "up to a stated end"
    UNSAID = "unsaid", "the text gives no time"


class PeriodBasis(Word):
    """What happened in the period: the deaths, or the counting of them."""

    EVENT = "event", "the harm itself happened then"
    DOCUMENTED = "documented", "the source documented it then"
    BOOKED = "booked", "the source's own table lists it under that day"
    UNSAID = "unsaid", "the text does not say which"


class AsOfBasis(Word):
    """Where the as-of time of a claim comes from."""

    STATED = "stated", "the text says when the source said it"
    PUBLISHED = "published", "the report's publication date stands in"
    UNSAID = "unsaid", "neither is known"


class AttributionRole(Word):
    """What a named source did with the number."""

    ORIGIN = "origin", "counted, and said so first"
    RELAY = "relay", "passed the number on, such as a news agency"
    CARRIER = "carrier", "printed it: the outlet"


class RelationKind(Word):
    """How two claims of one report are related."""

    SAME_AS = "same_as", "the same number of the same people, said again"
    RESTATES = "restates", "a hedged or vague repetition of an exact number, proposed for review"
    EXCLUDES = "excludes", "the people of the other claim are said not to be counted here"
    RETRACTS = "retracts", "withdraws the other number"


class EvidenceBasis(Word):
    """How the text supports a field."""

    STATED = "stated", "said in the words pointed to"
    CARRIED_OVER = "carried over", "said in an earlier sentence and taken to hold on"
    LABEL = "label", "part of a source's usual name for a category, perhaps not a restriction"
    INFERRED = "inferred", "follows from the words by a rule"
    OUTLET_WORDING = "outlet wording", "the outlet's phrasing, not known to be the source's"


PLACE_AS_PRINTED = "as printed"
"""The rule in the evidence of places that no gazetteer knows: whether they lie apart from others is not known."""


PLACE_OF_SETTING = "from the setting"
"""The rule in the evidence of places that a number has only from the words around it: they tell nobody apart."""


class Certainty(Word):
    """How firmly the perpetrator is named."""

    STATED = "stated", "named without reserve"
    SUSPECTED = "suspected", "believed, alleged, suspected"
    CLAIMED = "claimed", "the perpetrator says so itself"


class Completeness(Word):
    """Whether the items of a breakdown are said to make up its total."""

    YES = "yes", "the text says that the list is complete"
    NO = "no", "the text says that there are others"
    UNKNOWN = "unknown", "the text does not say"


class ListKind(Word):
    """How the numbers of a list stand to the number of its total."""

    CLOSES = "closes", "the items add up to the total"
    CLOSES_HEDGED = "closes with a hedge", "the printed numbers add up, though not all of them are exact"
    FITS_THE_HEDGE = "fits the hedge", "the printed numbers do not add up, but hedges leave room for the difference"
    REMAINDER = "remainder", "the items are fewer: others are not named"
    MISSING_PART = "missing part", "the items are fewer, though nobody in the total can be outside them"
    WRONG_SCOPE = "wrong scope", "as a missing part, and the source prints their sum for other people"
    OVERLAP = "overlap", "the items are more than the total: some people are counted twice, or are not in it"
    ONE_ITEM = "one item", "a single part of the total is named"
    INCLUDING = "including", "some people are named by sex, age or occupation; the list does not divide the total"
    SAMPLE = "sample", "some places within the parts of the total's place are named, as examples"
    OTHER_CUT = "other cut", "the items are not to be added: of other days, cut in several ways, or without a number"


class MarkKind(Word):
    """What is marked on a curve."""

    DEFINITION = "definition", "from here on the source counts, or names what it counts, in another way"
    READING = "reading", "a person decided how a number of this time is read"


class TableAxis(Word):
    """By what a table of figures is split."""

    STATUS = "status", "civilian, security forces …"
    GROUP = "group", "the community by which people are counted"
    SEX = "sex", "men and women"
    AGE = "age", "children and adults"
    PERPETRATOR = "perpetrator", "who did it, and on which side"
    PLACE = "place", "where"
    DAY = "day", "the toll as of the end of each day on which the source said something"
    DEATH = "death", "the day of death, where that is said"
    BOOKED = "booked", "the day under which the source's own table lists people"


class View(Word):
    """Which reports a figure may use."""

    AS_KNOWN = "as known", "only what had been said by the as-of time"
    IN_RETROSPECT = "in retrospect", "everything said since, about the same time"


class ProofBasis(Word):
    """Whether a bound is printed or follows from printed numbers."""

    STATED = "stated", "one claim prints it for exactly this scope"
    DERIVED = "derived", "it follows from several claims, or from a claim of another scope, by addition"


class BoundSide(Word):
    """Which end of a claim a proof uses."""

    LOW = "low", "the claim's lower bound"
    HIGH = "high", "the claim's upper bound"


class ConflictKind(Word):
    """What seems to be wrong when claims cannot all be true."""

    STALE_PART = "stale part", "a part is older than the total it stands beside"
    WRONG_SCOPE = "wrong scope", "a number seems to count other people than its words say"
    MISSING_PART = "missing part", "the parts of a closed list fall short of the total"
    OFF_BY_ONE = "off by one", "the numbers miss each other by one or two: a hint"
    REVISED_DOWN = "revised down", "a later number of the same source is lower"
    PARITY = "parity", "only fractions of persons would satisfy the numbers"
    CONTRADICTION = "contradiction", "the numbers cannot all be true; no simpler kind fits"


class BesideKind(Word):
    """Why a claim stands beside a figure and not in its sum."""

    AGREES = "agrees", "another voice, or vaguer words, for the same people; compatible with the figure"
    RESTATES = "restates", "the same source, hedged: proposed as a restatement of the exact number"
    DIFFERS = "differs", "another voice for the same people; not compatible with the figure"
    NOT_STATED = "relation not stated", "the text does not say how these people relate to the figure"
    BACKGROUND = "background", "another, earlier event, told as background"
    OTHER_INCIDENT = "another incident", "people of another place, time or cause than the case's"
    WIDER = "counts more than this case", "people of other places or days are in this number too: never in a sum"
    NOT_COUNTED = "not counted", "a projection, denial or withdrawn number: never in a sum"


class FieldRule(Word):
    """Rules by which recorders state one number where sources differ. A case chooses them; none is the software's."""

    HIERARCHY = "source hierarchy", "the number of the first source of a list that states one"
    MAJORITY = "majority of sources", "the number that more than half of the independent sources state"
    RANGE = "range of sources", "from the lowest number that a source states to the highest"


class JudgementKind(Word):
    """What a person decided about machine output."""

    ACCEPT = "accept", "the record is right as it stands"
    REJECT = "reject", "the record is wrong and takes part in nothing"
    CORRECT = "correct", "some fields are wrong; the decision gives the right values"
    ACCEPT_READING = "accept reading", "a proposed reading holds"
    REJECT_READING = "reject reading", "a proposed reading does not hold"


class JudgementState(Word):
    """What became of a judgement after the machine ran again."""

    APPLIED = "applied", "the record is as the person saw it"
    CHANGED = "changed", "applied, but the record has changed since: look again"
    ORPHANED = "orphaned", "the record no longer exists; the decision is kept"


class Grade(Word):
    """How far an estimate of the uncounted can be relied on."""

    ESTIMABLE = "estimable", "methods that differ in what they assume agree within their intervals"
    FRAGILE = "fragile", "the answer depends on a choice that the data do not decide: never to be quoted as one number"
    NOT_ESTIMABLE = "not estimable", "the data do not tell how many are uncounted: no number is given"
    NOT_APPLIED = "not applied", "of one method: it cannot take such a table"


class MethodRole(Word):
    """What a method's number stands for when methods are compared."""

    ESTIMATE = "estimate", "how many there are, as far as its assumptions hold"
    LOWER_BOUND = "lower bound", "at least how many there are, unless lists avoid one another's people"
    YARDSTICK = "yardstick", "how many there would be if no list depended on another: for comparison only"
