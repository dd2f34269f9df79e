from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.period import period_of
from ..tools.roles import DEPUTY, HEAD

SELF_CHECKS = [
    ("none", "Not Asked"),
    ("due", "To Be Filed"),
    ("late", "Late"),
    ("filed", "Filed"),
]


class CivilInstitutionSafety(models.AbstractModel):
    """What an institution's safety comes to: hazards, self-check, drills, admissions.

    Source: 《养老机构管理办法》（民政部令第66号）第三十一条; GB 38600-2019.
    """

    _name = "civil.institution.safety"
    _description = "Safety of an Institution"

    open_hazard_count = fields.Integer(
        string="Open Hazards", compute="_compute_hazards", compute_sudo=True
    )
    overdue_hazard_count = fields.Integer(
        string="Overdue Hazards", compute="_compute_hazards", compute_sudo=True
    )
    incident_count = fields.Integer(
        string="Incidents", compute="_compute_incident_count", compute_sudo=True
    )
    self_check_state = fields.Selection(
        SELF_CHECKS,
        string="Self-Check of This Month",
        compute="_compute_self_check_state",
        compute_sudo=True,
    )
    drill_ids = fields.One2many("civil.institution.drill", "institution_id")
    drill_count = fields.Integer(
        string="Drills This Year", compute="_compute_drills", compute_sudo=True
    )
    missing_drill_count = fields.Integer(
        string="Drills Missing",
        compute="_compute_drills",
        compute_sudo=True,
        help="How many should have been held by now, this year, and weren't.",
    )
    lacks_period_check = fields.Boolean(
        string="Not Checked in the Period",
        compute="_compute_lacks_period_check",
        search="_search_lacks_period_check",
        help="The district checks every institution once a period.",
    )
    admission_stopped = fields.Boolean(
        string="New Admissions Stopped", readonly=True, copy=False, tracking=True
    )
    admission_stopped_on = fields.Date(readonly=True, copy=False)
    admission_stop_reason = fields.Text(
        string="Why Admissions Are Stopped", readonly=True, copy=False
    )

    def _compute_hazards(self):
        hazards = self.env["civil.hazard"]
        mine = Domain("institution_id", "in", self.ids)
        counts = [
            dict(hazards._read_group(mine & domain, ["institution_id"], ["__count"]))
            for domain in (Domain("state", "!=", "closed"), hazards._overdue_domain())
        ]
        for home in self:
            found = home._origin
            home.open_hazard_count = counts[0].get(found, 0)
            home.overdue_hazard_count = counts[1].get(found, 0)

    def _compute_incident_count(self):
        counts = dict(
            self.env["civil.emergency.incident"]._read_group(
                [("institution_id", "in", self.ids)], ["institution_id"], ["__count"]
            )
        )
        for home in self:
            home.incident_count = counts.get(home._origin, 0)

    def _compute_self_check_state(self):
        month = fields.Date.context_today(self).replace(day=1)
        checks = self.env["civil.safety.check"].search(
            [("institution_id", "in", self.ids), ("month", "=", month)]
        )
        states = {
            check.institution_id: "late" if check.is_late else check.state
            for check in checks
        }
        for home in self:
            home.self_check_state = states.get(home._origin, "none")

    # -- drills ------------------------------------------------------------------------

    @api.depends("drill_ids.date")
    def _compute_drills(self):
        today = fields.Date.context_today(self)
        counts = self._drill_counts(today)
        wanted = self._wanted_drills(today)
        for home in self:
            count = counts.get(home._origin.id, 0)
            home.drill_count = count
            open_now = home.state == "filed"
            home.missing_drill_count = max(0, wanted - count) if open_now else 0

    def _drill_counts(self, today):
        """Return ``{id: drills of the year}``: own ones, and the bureau's joined."""
        first = today.replace(month=1, day=1)
        days = Domain("date", ">=", first) & Domain("date", "<=", today)
        own = self.env["civil.institution.drill"]._read_group(
            days & Domain("institution_id", "in", self.ids),
            ["institution_id"],
            ["__count"],
        )
        joined = self.env["civil.emergency.drill"]._read_group(
            days
            & Domain("state", "in", ("held", "evaluated"))
            & Domain("organization_ids", "in", self.organization_id.ids),
            ["organization_ids"],
            ["__count"],
        )
        by_organization = {unit.id: count for unit, count in joined}
        counts = {home.id: count for home, count in own}
        return {
            home.id: counts.get(home.id, 0)
            + by_organization.get(home.organization_id.id, 0)
            for home in self._origin
        }

    @api.model
    def _wanted_drills(self, today):
        """Return how many drills of the year should have been held by a day.

        Spread over the year; all of them in its last month.
        """
        count = self.env["civil.parameter"]._get("institution.drills_a_year", today)
        if today.month == 12:
            return count
        return count * (today.month - 1) // 12

    # -- checks by the district --------------------------------------------------------

    @api.model
    def _period_start(self):
        """Return the first day of the present period of checks."""
        today = fields.Date.context_today(self)
        months = self.env["civil.parameter"]._get("institution.check_months", today)
        return period_of(today, months)[0]

    @api.depends("last_checked_on", "state")
    @api.depends_context("tz")
    def _compute_lacks_period_check(self):
        first = self._period_start()
        for home in self:
            checked = home.last_checked_on and home.last_checked_on >= first
            home.lacks_period_check = home.state == "filed" and not checked

    def _search_lacks_period_check(self, operator, value):
        if operator != "in":
            return NotImplemented
        first = self._period_start()
        lacking = Domain("state", "=", "filed") & (
            Domain("last_checked_on", "=", False)
            | Domain("last_checked_on", "<", first)
        )
        return Domain.OR(lacking if wanted else ~lacking for wanted in value)

    # -- admissions --------------------------------------------------------------------

    def action_stop_admission(self, reason=None):
        """Stop new admissions to the institutions.

        :param str reason: why; a window asks for it where it isn't given
        """
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(
                self, "action_stop_admission", self.env._("Stop New Admissions")
            )
        self._check_safety_head()
        self._write_guarded(
            {
                "admission_stopped": True,
                "admission_stopped_on": fields.Date.context_today(self),
                "admission_stop_reason": reason.strip(),
            }
        )
        self._tell_admission(self.env._("New admissions are stopped"), reason.strip())
        return True

    def action_allow_admission(self, reason=None):
        """Allow new admissions again.

        :param str reason: what was put right; a window asks for it if not given
        :raises UserError: a listed hazard is still open
        """
        if not (reason or "").strip():
            return self.env["civil.case.reason"]._open(
                self, "action_allow_admission", self.env._("Allow New Admissions")
            )
        self._check_safety_head()
        listed = self.env["civil.hazard"].search(
            [
                ("institution_id", "in", self.ids),
                ("is_listed", "=", True),
                ("state", "!=", "closed"),
            ],
            limit=1,
        )
        if listed:
            raise UserError(
                self.env._(
                    "%(hazard)s is listed and isn't struck off yet.",
                    hazard=listed.display_name,
                )
            )
        self._write_guarded(
            {
                "admission_stopped": False,
                "admission_stopped_on": False,
                "admission_stop_reason": False,
            }
        )
        for home in self:
            home.message_post(body=reason.strip())
        self._tell_admission(self.env._("New admissions are allowed"), reason.strip())
        return True

    def _check_safety_head(self):
        self.check_access("write")
        if not any(map(self.env.user.has_group, (HEAD, DEPUTY))):
            raise AccessError(self.env._("The head of the section decides about this."))

    def _tell_admission(self, title, body):
        self.env["civil.organization.notice"]._send(
            self.organization_id.sudo().filtered("has_portal_account"), title, body
        )

    # -- lists -------------------------------------------------------------------------

    def action_view_hazards(self):
        """Show the hazards of the single institution."""
        action = self._open_safety("civil_inspection.civil_hazard_action")
        kind = self.env.ref("civil_institution.inspection_kind_institution")
        action["context"] = {
            "default_object_id": self.object_id.id,
            "default_kind_id": kind.id,
        }
        return action

    def action_view_self_checks(self):
        """Show the self-checks of the single institution."""
        return self._open_safety("civil_inspection.civil_safety_check_action")

    def action_view_incidents(self):
        """Show the incidents of the single institution."""
        action = self._open_safety("civil_emergency.civil_emergency_incident_action")
        action["context"] = {
            "default_organization_id": self.organization_id.id,
            "default_division_id": self.division_id.id,
        }
        return action

    def action_view_drills(self):
        """Show the drills of the single institution."""
        action = self._open_safety(
            "civil_institution_safety.civil_institution_drill_action"
        )
        action["context"] = {"default_institution_id": self.id}
        return action

    def _open_safety(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        domain = [("institution_id", "=", self.id)]
        return {**action, "domain": domain, "context": {}}
