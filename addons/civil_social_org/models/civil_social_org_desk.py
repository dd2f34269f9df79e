from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK

#: The smart buttons that show records of one organization, by the action.
_LISTS = ("officer", "listing", "filing", "correction")


class CivilSocialOrgDesk(models.AbstractModel):
    """What waits with a social organization, and what belongs to it."""

    _name = "civil.social.org.desk"
    _description = "Desk of a Social Organization"
    _todo_triggers = (
        "state",
        "term_until",
        "term_end",
        "certificate_until",
        "extension_ids",
    )

    officer_count = fields.Integer(
        compute="_compute_desk_counts", string="Officers on File"
    )
    listing_count = fields.Integer(
        compute="_compute_desk_counts", string="Times Listed"
    )
    filing_count = fields.Integer(compute="_compute_desk_counts", string="Papers Filed")
    correction_count = fields.Integer(
        compute="_compute_desk_counts", string="Corrections Made"
    )

    def _compute_desk_counts(self):
        for name in _LISTS:
            groups = self.env[f"civil.social.{name}"]._read_group(
                [("org_id", "in", self.ids)], ["org_id"], ["__count"]
            )
            counts = {org.id: count for org, count in groups}
            for org in self:
                org[f"{name}_count"] = counts.get(org.id, 0)

    def _todo_domain(self):
        return Domain("state", "in", ("normal", "suspended"))

    def _todo_entries(self):
        """Re-elections, certificates and filings that are due."""
        if self.state not in ("normal", "suspended") or not self.active:
            return []
        whose = (
            {"user": self.user_id}
            if self.user_id
            else {"group": self.env.ref(CLERK), "implied": True}
        )
        today = fields.Date.context_today(self)
        entries = []
        if self.term_alert:
            entries.append(
                TodoEntry(
                    "term",
                    self.env._("See to the re-election of %(name)s", name=self.name),
                    due=self.term_until,
                    **whose,
                )
            )
        months = self.env["civil.parameter"]._get("social.certificate_alert", today)
        until = self.certificate_until
        if until and until <= fields.Date.add(today, months=months):
            entries.append(
                TodoEntry(
                    "certificate",
                    self.env._("Have %(name)s renew its certificate", name=self.name),
                    due=until,
                    **whose,
                )
            )
        entries += [
            TodoEntry(
                f"filing_{filing.id}",
                self.env._(
                    "Get the filing from %(name)s: %(what)s",
                    name=self.name,
                    what=filing.display_name,
                ),
                due=filing.due_on,
                **whose,
            )
            for filing in self.filing_ids
            if not filing.filed_on
        ]
        return entries

    # -- smart buttons -----------------------------------------------------------

    def action_open_officers(self):
        """Show the officers of the organization."""
        return self._open_of("officer")

    def action_open_listings(self):
        """Show the lists on which the organization is or was."""
        return self._open_of("listing")

    def action_open_filings(self):
        """Show what the organization filed and has to file."""
        return self._open_of("filing")

    def action_open_corrections(self):
        """Show the corrections of the organization's registration."""
        return self._open_of("correction")

    def _open_of(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"civil_social_org.civil_social_{name}_action"
        )
        return {
            **action,
            "domain": [("org_id", "=", self.id)],
            "context": {"default_org_id": self.id},
        }
