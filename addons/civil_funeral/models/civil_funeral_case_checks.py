import re

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.text import clean_code
from odoo.addons.civil_base.tools.todo import today
from odoo.addons.civil_organization.tools.credit_code import code_problem

#: Where the number of a person isn't known: the issuer's code, the year, a serial.
_OWN_CODE = re.compile(r"(?P<issuer>[0-9A-Z]{18})(?P<year>\d{4})\d+")


class CivilFuneralCaseChecks(models.Model):
    """What is entered at a node has to fit what is on record."""

    _inherit = "civil.funeral.case"

    def _refuse_fact(self, sentence):
        raise UserError(
            self.env._("%(case)s: %(why)s", case=self.display_name, why=sentence)
        )

    def _check_certificate(self, facts):
        """Judge the proof of death, its code by the rule for its day.

        Since 2026-07-01 the code is the identity number (国卫规划发〔2026〕5号).
        """
        if facts["certificate_date"] > fields.Date.context_today(self):
            self._refuse_fact(self.env._("the certificate is dated in the future."))
        if facts["certificate_date"] < self.death_date:
            self._refuse_fact(self.env._("the certificate is older than the death."))
        if facts["certificate_kind"] == "letter" and not self.is_unknown:
            self._refuse_fact(
                self.env._("a police letter stands for unknown bodies only.")
            )
        if facts["certificate_kind"] == "medical" and self.is_unnatural:
            self._refuse_fact(
                self.env._("of an unnatural death the police issue the certificate.")
            )
        self._check_code(facts)

    def _check_code(self, facts):
        code = clean_code(facts["certificate_input"] or "")
        day = facts["certificate_date"]
        rule = self.env["civil.parameter"]._get(
            "funeral.certificate_code", day, self.division_id
        )
        number = self.sudo().identity_number
        if rule == "identity" and facts["certificate_kind"] == "medical" and number:
            if code and code != number:
                self._refuse_fact(
                    self.env._(
                        "the code of a certificate of %(day)s is the identity number, "
                        "and this one differs.",
                        day=day,
                    )
                )
            facts["certificate_input"] = number
        elif not code:
            self._refuse_fact(self.env._("enter the code of the certificate."))
        elif rule == "identity" and facts["certificate_kind"] == "medical":
            found = _OWN_CODE.fullmatch(code)
            if found and code_problem(found["issuer"]):
                self._refuse_fact(
                    self.env._(
                        "the code doesn't begin with the credit code of the issuer."
                    )
                )

    def _check_release(self, facts):
        if facts["release_date"] > fields.Date.context_today(self):
            self._refuse_fact(self.env._("the consent is dated in the future."))

    def _check_dispatch(self, facts):
        if not self.order_number:
            number = self.env["civil.numbering"]._next(
                "funeral.order",
                division=self.division_id.code,
                year=today(fields.Datetime.now()).year,
            )
            self._write_guarded({"order_number": number})

    def _check_handover(self, facts):
        if facts["handed_at"] < self.death_at:
            self._refuse_fact(self.env._("the handover lies before the death."))

    def _check_admission(self, facts):
        if facts["admitted_at"] < self.death_at:
            self._refuse_fact(self.env._("the admission lies before the death."))
        if self.handed_at and facts["admitted_at"] < self.handed_at:
            self._refuse_fact(self.env._("the admission lies before the handover."))
        others = self.sudo().search(
            [
                ("id", "!=", self.id),
                ("home_id", "=", self.home_id.id),
                ("cabinet", "=", facts["cabinet"]),
                ("state", "in", ("in_home", "cremation_pending")),
            ],
            limit=1,
        )
        if others:
            self._refuse_fact(
                self.env._(
                    "the cold cabinet %(cabinet)s is taken by %(other)s.",
                    cabinet=facts["cabinet"],
                    other=others.name,
                )
            )

    def _check_extension(self, facts):
        if facts["storage_until"] <= fields.Date.context_today(self):
            self._refuse_fact(self.env._("the last day of storage is over."))
        clock = self._clocks("funeral.storage")[-1:]
        if clock and facts["storage_until"] <= today(clock.limit_at):
            self._refuse_fact(
                self.env._(
                    "the body may be stored until %(day)s without it.",
                    day=today(clock.limit_at),
                )
            )

    def _check_host(self, facts):
        if facts["host_input"]:
            self._check_identity(clean_code(facts["host_input"]))
        elif not self.is_unknown:
            self._refuse_fact(
                self.env._("the confirmation needs the identity number of the host.")
            )

    def _check_cremation(self, facts):
        start, end = facts["cremation_start"], facts["cremated_at"]
        if start < (self.admitted_at or self.death_at):
            self._refuse_fact(self.env._("the cremation lies before the admission."))
        if end <= start:
            self._refuse_fact(self.env._("the cremation ends before it begins."))
        others = self.sudo().search(
            [
                ("id", "!=", self.id),
                ("home_id", "=", self.home_id.id),
                ("furnace", "=", facts["furnace"]),
                ("cremation_start", "<", end),
                ("cremated_at", ">", start),
            ],
            limit=1,
        )
        if others:
            self._refuse_fact(
                self.env._(
                    "the furnace %(furnace)s was in use at that time for %(other)s.",
                    furnace=facts["furnace"],
                    other=others.name,
                )
            )

    def _check_placement(self, facts):
        kind = facts.get("placement_kind")
        if facts["placement_date"] > fields.Date.context_today(self):
            self._refuse_fact(self.env._("the placement lies in the future."))
        if facts["placement_date"] < self.death_date:
            self._refuse_fact(self.env._("the placement lies before the death."))
        if kind == "burial":
            self._refuse_fact(self.env._("ashes aren't buried as a body would be."))
        if kind == "deposit":
            if not facts.get("placement_until"):
                self._refuse_fact(self.env._("enter until when they are deposited."))
            if facts["placement_until"] <= facts["placement_date"]:
                self._refuse_fact(self.env._("the deposit ends before it begins."))
        elif not facts["placement_document"]:
            self._refuse_fact(self.env._("the number of the proof is missing."))

    def _check_household(self, facts):
        day = facts["household_date"]
        if not self.death_date <= day <= fields.Date.context_today(self):
            self._refuse_fact(
                self.env._("the registration is cancelled between the death and today.")
            )
