from odoo import fields, models

from odoo.addons.civil_base.tools.text import clean_code
from odoo.addons.civil_base.tools.todo import today
from odoo.addons.civil_case.models.civil_clock import OPEN

from ..tools.steps import STEPS

#: Which marks a node answers.
_ANSWERS = {
    "not_transported": ("transport", "admission"),
    "ashes_unknown": ("placement",),
}
#: Where the fact of a death is known from, by the kind of the proof.
_SOURCES = {"medical": "health", "police": "police", "letter": "police"}


class CivilFuneralCaseEffects(models.Model):
    """What follows from a node: limits, the fact of death, papers, placements."""

    _inherit = "civil.funeral.case"

    def _reported(self):
        """Number the single case and let its limits begin."""
        at = self.reported_at or fields.Datetime.now()
        number = self.env["civil.numbering"]._next(
            "funeral.case", division=self.division_id.code, year=today(at).year
        )
        self._write_guarded({"name": number, "reported_at": at})
        self._start_clock("funeral.report", self.death_at)
        self._stop_clock("funeral.report", at)
        self._start_clock("funeral.certificate", at)
        self._start_clock("funeral.transport", at)
        if self.is_local and not self.is_unknown:
            self._start_clock("funeral.household", self.death_at)
        limit = self._clocks("funeral.certificate")[-1:]
        self.env["civil.funeral.node"]._add(
            self, "report", at, self._report_facts(), limit=limit
        )
        self._meet_register()

    def _report_facts(self):
        """What the report says, without numbers of persons."""
        return {
            "deceased_name": self.deceased_name,
            "death_at": self.death_at,
            "death_place": self.death_place,
            "division_id": self.division_id.display_name,
            "ethnicity": self.ethnicity,
            "is_unnatural": self.is_unnatural,
            "reporter_kind": self.reporter_kind,
            "reporter_name": self.reporter_name,
        }

    def _correct_report(self, node, reason, values):
        """Write what the report should have said."""
        allowed = ("deceased_name", "death_at", "death_place", "ethnicity")
        allowed += ("is_unnatural", "is_unknown", "identity_input")
        allowed += ("birth_date", "sex", "address")
        wrong = values.keys() - set(allowed)
        if wrong:
            self._refuse_fact(
                self.env._(
                    "a report isn't corrected in %(names)s.", names=", ".join(wrong)
                )
            )
        number = clean_code(values.pop("identity_input", None) or "")
        self._write_guarded(values)
        if number:
            # Whoever may enter the number need not be allowed to read it.
            self.sudo()._set_identity(number)
        if self.sudo().death_id:
            self._record_death()
        self.env["civil.funeral.node"]._add(
            self,
            "report",
            fields.Datetime.now(),
            self._report_facts(),
            corrects=node,
            reason=reason.strip(),
        )

    # -- the fact of death -------------------------------------------------------

    def _record_death(self):
        """Make or update the fact of the death, which stops the person's subsidies."""
        for case in self.sudo():
            values = {
                "name": case.deceased_name,
                "death_date": case.death_date,
                "division_id": case.division_id.id,
            }
            if case.cremated_at:
                values["cremation_date"] = today(case.cremated_at)
                values["certificate_number"] = case.cremation_number
                values["funeral_home"] = case.home_id.name
                values["source"] = "cremation"
            values["identity_number"] = case.identity_number
            values["resident_id"] = case.resident_id.id
            if case.death_id:
                case.death_id.write(values)
                continue
            values.setdefault("source", _SOURCES[case.certificate_kind])
            known = case._known_death()
            death = known or case.env["civil.death"].create(values)
            case._write_guarded({"death_id": death.id})

    def _known_death(self):
        """The fact that is on record already for this number and day."""
        if not self.identity_number:
            return self.env["civil.death"]
        return self.env["civil.death"].search(
            [
                ("identity_number", "=", self.identity_number),
                ("death_date", "=", self.death_date),
            ],
            limit=1,
        )

    # -- the course ----------------------------------------------------------------

    def _issue_order(self):
        self._paper("funeral.order")

    def _extend_storage(self):
        """Extend the limit of the storage, or set a new one where it is over."""
        code, now = "funeral.storage", fields.Datetime.now()
        clock = self._clocks(code).filtered(lambda c: c.state in OPEN)
        if clock and not clock.extension_length and now <= clock.limit_at:
            self._extend_clock(code, self.storage_reason, until=self.storage_until)
        else:
            self._stop_clock(code, now)
            self._start_clock(code, now, self.storage_until)
        self._paper("funeral.storage")

    def _cremated(self):
        """Issue the certificate, whose number is that of the cremation."""
        document = self._paper("funeral.cremation", "funeral.cremation_again")
        if not self.cremation_number:
            self._write_guarded({"cremation_number": document.sudo().number})
        self._record_death()

    def _issue_receipt(self):
        self._paper("funeral.ashes", "funeral.ashes_again")

    def _place(self):
        """Add the placement; one before it is replaced."""
        self._add_placement(self.placement_kind)
        if self.placement_kind == "deposit":
            at = self.env["civil.clock"]._utc(
                fields.Datetime.to_datetime(self.placement_date)
            )
            self._start_clock("funeral.deposit", at, self.placement_until)
            self._paper("funeral.deposit")
        if not self.visitor:
            self._start_clock("funeral.visit", self._moment_of(self.placement_date))

    def _bury(self):
        """Add the place where the body was buried."""
        self._write_guarded({"placement_kind": "burial"})
        self._add_placement("burial")
        self._start_clock("funeral.visit", self._moment_of(self.placement_date))

    def _add_placement(self, kind):
        # Nobody makes placements by hand; that the step may be taken was checked.
        placements = self.env["civil.funeral.placement"].sudo()
        self.sudo().placement_ids.filtered(
            lambda placement: placement.state == "valid"
        )._replace()
        return placements.create(self._placement_values(kind))

    def _placement_values(self, kind):
        """What the new placement of the single case says."""
        return {
            "case_id": self.id,
            "kind": kind,
            "place": self.placement_place,
            "document_no": self.placement_document,
            "date": self.placement_date,
            "date_to": self.placement_until if kind == "deposit" else False,
        }

    def _answer_marks(self, node):
        """Close the marks that a node answers."""
        for mark in self.sudo().mark_ids.filtered(lambda m: m.state == "open"):
            if node in _ANSWERS.get(mark.kind, ()):
                mark._answer(node)

    # -- papers --------------------------------------------------------------------

    def _paper(self, code, again=None, reason=None):
        """Issue a paper; where it is issued, another takes its place."""
        documents = self.env["civil.document"].sudo()
        kinds = [code, again] if again else [code]
        issued = documents.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("kind_id.code", "in", kinds),
                ("state", "=", "issued"),
            ],
            order="id desc",
            limit=1,
        )
        if not issued:
            return self._issue_document(code)
        reason = reason or self.env._("The entry was corrected.")
        if again and issued.kind_id.code != again:
            issued._lock_for_step()
            issued._write_state(issued._steps("replaced")[0])
            issued.flush_recordset(["state"])
            return self._issue_document(again)
        return self._issue_document(
            again or code, replaces=issued, replacement_reason=reason
        )

    def action_reissue(self, kind=None, reason=None):
        """Issue a lost certificate or receipt again, with a number of its own.

        :param str kind: ``cremation`` or ``ashes``
        :param str reason: why, such as that it was lost
        """
        self.ensure_one()
        if not kind:
            return self.env["civil.funeral.step"]._open(self, "reissue_paper")
        self.check_access("write")
        self._lock_for_step()
        self._refuse_reasons({self: self._reissue_refusal(kind, reason)})
        code = f"funeral.{kind}"
        document = self._paper(code, f"{code}_again", reason.strip())
        self.env["civil.funeral.node"]._add(
            self,
            "reissue",
            fields.Datetime.now(),
            {"reason": reason.strip()},
            document_no=document.sudo().number,
        )
        return True

    def _reissue_refusal(self, kind, reason):
        if not self._may_node(STEPS["ashes"]):
            return self.env._("your role doesn't allow this step")
        node = kind if kind in ("cremation", "ashes") else False
        if not node or not self._has_node(node):
            return self.env._("nothing of this kind has been issued here")
        if not (reason or "").strip():
            return self.env._("write why it is issued again")
        return False
