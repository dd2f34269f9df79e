import datetime

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_case.models.civil_clock import OPEN

from ..tools.steps import BEFORE


class CivilFuneralCaseRegister(models.Model):
    """A cremation that a home's register tells of closes in on the open case."""

    _inherit = "civil.funeral.case"

    @api.model
    def _close_in(self, deaths):
        """Let cremations on record move the open cases of the same numbers on.

        :param deaths: ``civil.death`` records; those without a cremation are left
        """
        deaths = deaths.sudo().filtered(
            lambda death: death.source == "cremation" and death.identity_number
        )
        by_number = {
            death.identity_number: death
            for death in deaths.filtered("cremation_date").sorted("id", reverse=True)
        }
        if not by_number:
            return self.browse()
        # The register is the system's word, whoever imports it.
        cases = self.with_user(SUPERUSER_ID).search(
            Domain("identity_number", "in", list(by_number))
            & Domain("state", "in", BEFORE)
        )
        for case in cases:
            case._registered(by_number[case.identity_number], self.env.user)
        return cases

    def _meet_register(self):
        """Look whether the cremation of the single case is on record already."""
        if number := self.sudo().identity_number:
            deaths = self.env["civil.death"].sudo()
            self._close_in(deaths.search([("identity_number", "=", number)]))

    def _registered(self, death, user):
        """Keep what the register says of the single case, and move it on."""
        if not self.name:
            self._transition("certificate_pending")
            self._reported()
            if self.state == "placement_pending":
                return
        noon = fields.Datetime.to_datetime(death.cremation_date)
        at = self.env["civil.clock"]._utc(noon + datetime.timedelta(hours=12))
        values = {"cremated_at": at, "placement_kind": False}
        if not self.search_count([("cremation_number", "=", death.certificate_number)]):
            values["cremation_number"] = death.certificate_number
        if not self.death_id or self.death_id.death_date == death.death_date:
            values["death_id"] = death.id
        self._write_guarded(values)
        self._stop_clock("funeral.storage", at)
        # The register doesn't say when the body was fetched, and with what proof.
        for code in ("funeral.certificate", "funeral.transport"):
            opened = self._clocks(code).filtered(lambda clock: clock.state in OPEN)
            opened.write({"state": "cancelled", "ended_at": fields.Datetime.now()})
        limit = self._start_clock("funeral.placement", at)
        self._transition("placement_pending", "register")
        self.env["civil.funeral.node"].with_user(user).sudo()._add(
            self,
            "register",
            at,
            {"cremated_at": at, "death_date": death.death_date},
            limit=limit,
            document_no=death.certificate_number,
        )
        self._sync_todos()
