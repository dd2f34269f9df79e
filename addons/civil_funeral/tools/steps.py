"""The nodes of the closed loop: what each asks, who takes it, and what follows."""

import dataclasses

from .roles import CLERK, HEAD, HOME, INFORMANT

#: States in which the body isn't at the funeral home yet.
OUTSIDE = ("certificate_pending", "transport_pending")
#: States before the cremation.
BEFORE = ("reported", *OUTSIDE, "in_home", "cremation_pending")


@dataclasses.dataclass(frozen=True)
class Step:
    """A node that somebody takes.

    :param groups: XML ids of which one allows it
    :param states: states of the case in which it may be taken
    :param asks: names of the facts that are entered, in their order
    :param needs: those of them without which it can't be taken
    :param target: ``{state before: state after}``; none stays as it is
    :param at: the fact that says when it happened; else the moment of entering
    :param place, person, party, document: the facts shown as such in the node
    :param ends: codes of the time limits that it meets
    :param begins: code of the limit that begins, which the node shows as the next
    :param guard: method of the case that returns a reason against it, or False
    :param check: method of the case that refuses wrong values by raising
    :param effect: method of the case that does what else follows
    """

    groups: tuple
    states: tuple
    asks: tuple = ()
    needs: tuple = ()
    target: dict = dataclasses.field(default_factory=dict)
    at: str | None = None
    place: str | None = None
    person: str | None = None
    party: str | None = None
    document: str | None = None
    ends: tuple = ()
    begins: str | None = None
    guard: str | None = None
    check: str | None = None
    effect: str | None = None


STEPS = {
    "certificate": Step(
        groups=(INFORMANT, HOME, CLERK),
        states=("certificate_pending", "in_home"),
        target={"certificate_pending": "transport_pending"},
        asks=(
            "certificate_kind",
            "certificate_input",
            "certificate_date",
            "certificate_issuer",
            "certificate_doctor",
            "death_cause",
        ),
        needs=("certificate_kind", "certificate_date", "certificate_issuer"),
        at="certificate_date",
        place="certificate_issuer",
        person="certificate_doctor",
        ends=("funeral.certificate",),
        guard="_certificate_refusal",
        check="_check_certificate",
        effect="_record_death",
    ),
    "release": Step(
        groups=(HOME, CLERK),
        states=(*OUTSIDE, "in_home", "cremation_pending"),
        asks=("release_number", "release_date", "release_issuer"),
        needs=("release_number", "release_date", "release_issuer"),
        at="release_date",
        place="release_issuer",
        document="release_number",
        guard="_release_refusal",
        check="_check_release",
    ),
    "notice": Step(
        groups=(HOME, CLERK),
        states=(*OUTSIDE, "in_home"),
        asks=("notice_place", "notice_at", "notice_until"),
        needs=("notice_place", "notice_at"),
        at="notice_at",
        place="notice_place",
        begins="funeral.notice",
        guard="_notice_refusal",
    ),
    "dispatch": Step(
        groups=(HOME,),
        states=OUTSIDE,
        asks=("vehicle", "driver", "carriers", "transport_from", "dispatched_at"),
        needs=("vehicle", "driver", "transport_from"),
        at="dispatched_at",
        place="transport_from",
        person="driver",
        document="order_number",
        check="_check_dispatch",
        effect="_issue_order",
    ),
    "transport": Step(
        groups=(HOME,),
        states=OUTSIDE,
        asks=(
            "handed_at",
            "handed_by",
            "received_by",
            "body_state",
            "valuables",
            "distance",
        ),
        needs=("handed_by", "received_by", "body_state"),
        at="handed_at",
        place="transport_from",
        person="received_by",
        party="handed_by",
        document="order_number",
        ends=("funeral.transport",),
        guard="_transport_refusal",
        check="_check_handover",
    ),
    "admission": Step(
        groups=(HOME,),
        states=OUTSIDE,
        target=dict.fromkeys(OUTSIDE, "in_home"),
        asks=("admitted_at", "body_tag", "cabinet", "admitted_by"),
        needs=("body_tag", "cabinet", "admitted_by"),
        at="admitted_at",
        place="cabinet",
        person="admitted_by",
        document="body_tag",
        begins="funeral.storage",
        guard="_admission_refusal",
        check="_check_admission",
    ),
    "extension": Step(
        groups=(HOME, CLERK),
        states=("in_home", "cremation_pending"),
        asks=("storage_applicant", "storage_reason", "storage_until"),
        needs=("storage_applicant", "storage_reason", "storage_until"),
        place="cabinet",
        party="storage_applicant",
        check="_check_extension",
        effect="_extend_storage",
    ),
    "farewell": Step(
        groups=(HOME,),
        states=("in_home", "cremation_pending"),
        asks=("farewell_hall", "farewell_at", "farewell_host"),
        needs=("farewell_hall", "farewell_at"),
        at="farewell_at",
        place="farewell_hall",
        party="farewell_host",
    ),
    "confirmation": Step(
        groups=(HOME,),
        states=("in_home",),
        target={"in_home": "cremation_pending"},
        asks=(
            "host_name",
            "host_relation",
            "host_input",
            "host_phone",
            "confirmed_at",
        ),
        needs=("host_name", "host_relation"),
        at="confirmed_at",
        party="host_name",
        guard="_confirmation_refusal",
        check="_check_host",
    ),
    "cremation": Step(
        groups=(HOME,),
        states=("cremation_pending",),
        target={"cremation_pending": "cremated"},
        asks=("furnace", "cremator", "cremation_start", "cremated_at"),
        needs=("furnace", "cremator", "cremation_start", "cremated_at"),
        at="cremated_at",
        place="furnace",
        person="cremator",
        document="cremation_number",
        ends=("funeral.storage",),
        begins="funeral.placement",
        guard="_cremation_refusal",
        check="_check_cremation",
        effect="_cremated",
    ),
    "ashes": Step(
        groups=(HOME,),
        states=("cremated",),
        target={"cremated": "placement_pending"},
        asks=("ashes_at", "ashes_to", "ashes_relation", "ashes_by"),
        needs=("ashes_to", "ashes_by"),
        at="ashes_at",
        person="ashes_by",
        party="ashes_to",
        effect="_issue_receipt",
    ),
    "placement": Step(
        groups=(INFORMANT, HOME, CLERK),
        states=("placement_pending", "placed", "closed"),
        target={"placement_pending": "placed"},
        asks=(
            "placement_kind",
            "placement_place",
            "placement_document",
            "placement_date",
            "placement_until",
        ),
        needs=("placement_kind", "placement_place", "placement_date"),
        at="placement_date",
        place="placement_place",
        document="placement_document",
        ends=("funeral.placement", "funeral.deposit"),
        check="_check_placement",
        effect="_place",
    ),
    "burial": Step(
        groups=(CLERK,),
        states=("transport_pending", "in_home"),
        target={"transport_pending": "placed", "in_home": "placed"},
        asks=("placement_place", "placement_document", "placement_date"),
        needs=("placement_place", "placement_document", "placement_date"),
        at="placement_date",
        place="placement_place",
        document="placement_document",
        ends=("funeral.storage", "funeral.transport"),
        guard="_burial_refusal",
        check="_check_placement",
        effect="_bury",
    ),
    "visit": Step(
        groups=(INFORMANT, CLERK),
        states=("placed",),
        asks=("visited_at", "visitor", "visit_note"),
        needs=("visitor", "visit_note"),
        at="visited_at",
        person="visitor",
        ends=("funeral.visit",),
    ),
    "household": Step(
        groups=(INFORMANT, CLERK),
        states=("cremated", "placement_pending", "placed"),
        asks=("household_date", "household_document"),
        needs=("household_date",),
        at="household_date",
        document="household_document",
        ends=("funeral.household",),
        guard="_household_refusal",
        check="_check_household",
    ),
    "closing": Step(
        groups=(CLERK,),
        states=("placed",),
        target={"placed": "closed"},
        guard="_closing_refusal",
    ),
    "cancellation": Step(
        groups=(HEAD,),
        states=BEFORE,
        target=dict.fromkeys(BEFORE, "cancelled"),
        asks=("cancel_reason",),
        needs=("cancel_reason",),
        effect="_cancel_clocks",
    ),
}
#: The nodes in the order of the course, as the list of nodes names them.
NODES = [
    ("report", "Report of Death"),
    ("certificate", "Death Certificate"),
    ("release", "Police Release"),
    ("notice", "Notice of an Unknown Body"),
    ("dispatch", "Transport Order"),
    ("transport", "Transport"),
    ("admission", "Admission to the Home"),
    ("extension", "Extension of Storage"),
    ("farewell", "Farewell"),
    ("confirmation", "Confirmation of Cremation"),
    ("cremation", "Cremation"),
    ("register", "Cremation Register"),
    ("reissue", "Reissue of a Certificate"),
    ("ashes", "Handover of Ashes"),
    ("placement", "Placement of Ashes"),
    ("burial", "Burial"),
    ("visit", "Visit"),
    ("household", "Household Registration Cancelled"),
    ("closing", "Closing"),
    ("cancellation", "Cancellation"),
]
