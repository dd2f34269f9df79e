import datetime

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK


class CivilInstitutionFiling(models.AbstractModel):
    """How an institution files, stops and ends its service (备案、暂停、终止).

    It files within ten working days of the first admission; whoever files completely
    gets the receipt at once; the first check on the spot follows within twenty working
    days. Residents are told before a suspension or the end, with a plan for each.

    Source: 《养老机构管理办法》（民政部令第66号）.
    """

    _name = "civil.institution.filing"
    _description = "Filing of an Institution"
    _inherit = ["civil.document.mixin"]

    first_admission_on = fields.Date(
        string="First Admission", help="The day on which somebody moved in first."
    )
    filing_due = fields.Date(
        string="File until",
        compute="_compute_filing_due",
        store=True,
        help="Working days after the first admission, by the rules of that day.",
    )
    applied_on = fields.Date(string="Applied on")
    service_area = fields.Char()
    has_commitment = fields.Boolean(
        string="Commitment Signed",
        help="It commits itself to the rules on building, fire, food and medicine.",
    )
    correction_note = fields.Text(string="To Be Corrected", readonly=True, copy=False)
    filing_no = fields.Char(string="Filing Number", readonly=True, copy=False)
    filing_date = fields.Date(
        string="Filed on", readonly=True, copy=False, tracking=True
    )
    discovered_on = fields.Date(
        string="Found Unfiled on",
        help="The day on which the bureau found that it takes people in without "
        "having filed.",
    )
    first_check_due = fields.Date(
        string="First Check until", compute="_compute_first_check_due", store=True
    )
    first_checked_on = fields.Date(string="First Check on the Spot")
    notice_on = fields.Date(
        string="Residents Told on", help="In writing, before a suspension or the end."
    )
    stop_on = fields.Date(string="Service Stops on")
    resettlement_plan = fields.Text(
        help="How it goes on: who does what, transport, files, property."
    )
    resettlement_ids = fields.One2many(
        "civil.institution.resettlement", "institution_id", string="Where Residents Go"
    )

    case_count = fields.Integer(string="Cases", compute="_compute_case_count")

    _stop_check = models.Constraint(
        "CHECK (stop_on >= notice_on)", "Residents are told before the service stops."
    )

    def _compute_case_count(self):
        # Whoever sees the institution may know how many there are.
        counts = dict(
            self.env["civil.case"]
            .sudo()
            ._read_group(
                [("institution_id", "in", self.ids)], ["institution_id"], ["__count"]
            )
        )
        for home in self:
            home.case_count = counts.get(home, 0)

    @api.depends("first_admission_on")
    def _compute_filing_due(self):
        for home in self:
            home.filing_due = home._after(
                home.first_admission_on, "institution.filing_days"
            )

    @api.depends("filing_date", "discovered_on")
    def _compute_first_check_due(self):
        for home in self:
            home.first_check_due = home._after(
                home.filing_date or home.discovered_on, "institution.first_check_days"
            )

    def _after(self, day, code):
        """Return the day so many working days after ``day`` as a parameter says."""
        if not day:
            return False
        count = self.env["civil.parameter"]._get(code, day)
        return self.env["civil.workday"]._add_workdays(day, count)

    # -- guards --------------------------------------------------------------------

    def _guard_beds(self):
        """Why the institution has too few beds to be one, or False."""
        return self._beds_refusal(self.beds_approved)

    def _beds_refusal(self, beds):
        """Why so many beds aren't enough for an institution today, or False."""
        today = fields.Date.context_today(self)
        least = self.env["civil.parameter"]._get("institution.least_beds", today)
        return beds < least and self.env._(
            "it has %(beds)s beds; an institution has at least %(least)s, fewer are "
            "day care or care at home",
            beds=beds,
            least=least,
        )

    def _guard_filing(self):
        missing = [
            self._fields[name]._description_string(self.env)
            for name in self._wanted_for_filing()
            if not self[name]
        ]
        if missing:
            return self.env._("it lacks: %(fields)s", fields="、".join(missing))
        return self._guard_beds()

    def _wanted_for_filing(self):
        """What an application for filing says."""
        return (
            "credit_code",
            "legal_representative",
            "address",
            "phone",
            "premises_title",
            "beds_approved",
            "service_area",
            "applied_on",
            "has_commitment",
        )

    def _guard_suspend(self):
        return self._notice_refusal()

    def _guard_close(self):
        if self.state == "filed" and (refusal := self._notice_refusal()):
            return refusal
        left = self.resettlement_ids.filtered(lambda line: not line.done_on)
        return self._living_refusal() or (
            bool(left)
            and self.env._(
                "the resettlement of these isn't noted as done: %(residents)s",
                residents="、".join(left.mapped("residents")),
            )
        )

    def _guard_close_unfiled(self):
        return self._living_refusal()

    def _living_refusal(self):
        if self.beds_in_use or self.resident_count:
            return self.env._("residents still live there")
        return not self.stop_on and self.env._("say on which day the service stops")

    def _notice_refusal(self):
        """Why the notice to the residents won't do, or False."""
        if not (self.notice_on and self.stop_on):
            return self.env._(
                "say when the residents were told and when the service stops"
            )
        if refusal := self._plan_refusal():
            return refusal
        days = self.env["civil.parameter"]._get(
            "institution.notice_days", self.notice_on
        )
        earliest = self.notice_on + datetime.timedelta(days=days)
        return self.stop_on < earliest and self.env._(
            "residents are told %(days)s days before: the service stops on %(date)s at "
            "the earliest",
            days=days,
            date=earliest,
        )

    def _plan_refusal(self):
        """Why the resettlement plan won't do, or False."""
        if not (self.resettlement_plan or "").strip() and not self.resettlement_ids:
            return self.env._("the resettlement plan is missing")
        planned = self.resettlement_ids._persons()
        # What was carried out is planned, too, though they don't live here anymore.
        gone = self.resettlement_ids.filtered("done_on")._persons()
        return planned - gone < self.resident_count and self.env._(
            "the resettlement plan says of %(planned)s residents where they go, "
            "%(residents)s live there",
            planned=planned - gone,
            residents=self.resident_count,
        )

    # -- effects and documents -----------------------------------------------------

    def _give_filing(self):
        today = fields.Date.context_today(self)
        for home in self:
            number = self.env["civil.numbering"].sudo()._next("institution.filing")
            home._write_guarded(
                {
                    "filing_no": number,
                    "filing_date": today,
                    "filed_facts": home._present_facts(),
                    "correction_note": False,
                }
            )

    def _note_known_filing(self, day, number=False):
        """Put a filing on record that was made before; of one institution.

        :param date day: when it was filed
        :param str number: its number, where known
        :raises UserError: it has too few beds
        """
        self.ensure_one()
        self.check_access("write")
        self._refuse_reasons(self._refusal_reasons("filed", "known"))
        facts = self._present_facts()
        self._write_guarded(
            {"filing_no": number, "filing_date": day, "filed_facts": facts}
        )
        self._transition("filed", "known")

    def _document_values(self, kind_code):
        return {
            **super()._document_values(kind_code),
            "institution": self.name,
            "credit_code": self.credit_code or "",
            "address": self.address or "",
            "representative": self.legal_representative or "",
            "beds": str(self.beds_approved),
            "filing_no": self.filing_no or "",
        }

    # -- what waits ----------------------------------------------------------------

    def _todo_entries(self):
        return [
            TodoEntry(key, name, group=self.env.ref(CLERK), due=due or None)
            for key, name, due in self._waiting()
        ]

    def _waiting(self):
        """``(key, sentence, last day)`` of what waits with the single institution."""
        if self.state in ("registered", "to_correct"):
            if self.filing_due or self.discovered_on:
                name = self.env._("%(name)s: have it file", name=self.name)
                yield "file", name, self.filing_due
        if self.state == "filing":
            name = self.env._("%(name)s: examine the filing", name=self.name)
            yield "examine", name, None
        if self._waits_for_first_check():
            name = self.env._("%(name)s: first check on the spot", name=self.name)
            yield "first_check", name, self.first_check_due
        if self._changes_to_file():
            name = self.env._("%(name)s: have the changes filed", name=self.name)
            yield "change", name, None

    # -- buttons -------------------------------------------------------------------

    def action_apply(self):
        """Take in the applications for filing."""
        self._transition("filing")

    def action_ask_correct(self):
        """Ask what is to be corrected, then give the application back."""
        reasons = self.env["civil.institution.reason"]
        return reasons._open(self, "action_correct", self.env._("To Be Corrected"))

    def action_correct(self, reason):
        """Tell at once everything that is to be corrected (一次性告知).

        :param str reason: what is missing or wrong
        """
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say what is to be corrected."))
        self._refuse_reasons(self._refusal_reasons("to_correct"))
        self._write_guarded({"correction_note": reason.strip()})
        self._transition("to_correct")

    def action_file(self):
        """Put the filings on record and give the receipts (备案回执)."""
        self._transition("filed")
        for home in self:
            home._issue_document("institution_filing_receipt", key=home.filing_no)

    def action_note_filed(self, date, number=None):
        """Put filings on record that were made before (补录备案).

        :param date date: when they were filed
        :param str number: the number of the receipt
        """
        day = fields.Date.to_date(date)
        if not day or day > fields.Date.context_today(self):
            raise UserError(self.env._("A filing that was made has a past day."))
        for home in self:
            home._note_known_filing(day, number)

    def action_suspend(self):
        """Note that the service is suspended, after the notice."""
        self._transition("suspended")

    def action_resume(self):
        """Let the service go on."""
        self._transition("filed", "resume")

    def action_close(self):
        """Note that the service has ended for good."""
        self._transition("closed")
