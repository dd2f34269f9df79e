from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK, HEAD


class CivilSocialListing(models.Model):
    """An organization on a list (活动异常名录, 严重违法失信名单).

    It is noticed beforehand, listed, and removed when it has put things right or when
    the time is over; who stays on the first list too long goes on the second.

    Source: 《社会组织信用信息管理办法》 (民政部令第60号) 第十一条至第十六条.
    """

    _name = "civil.social.listing"
    _description = "Listed Organization"
    _inherit = ["civil.workflow.mixin", "mail.thread"]
    _order = "listed_on desc, id desc"
    _mail_post_access = "read"
    _guarded = ("listed_on", "removed_on")

    _transitions = (
        Transition("draft", "noticed", group=CLERK, guard="_guard_notice"),
        Transition("noticed", "listed", group=HEAD, guard="_guard_listing"),
        Transition("listed", "removed", group=HEAD, guard="_guard_removal"),
        Transition(("draft", "noticed"), "dropped", group=CLERK, guard="_guard_drop"),
    )

    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    division_id = fields.Many2one(related="org_id.division_id", store=True, index=True)
    company_id = fields.Many2one(related="org_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [("abnormal", "Abnormal Activities"), ("serious", "Serious Breach of Trust")],
        string="List",
        required=True,
        default="abnormal",
        index=True,
    )
    ground_id = fields.Many2one(
        "civil.social.listing.ground",
        required=True,
        ondelete="restrict",
        domain="[('kind', '=', kind)]",
        tracking=True,
    )
    facts = fields.Text(required=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("noticed", "Noticed"),
            ("listed", "Listed"),
            ("removed", "Removed"),
            ("dropped", "Dropped"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    noticed_on = fields.Date(help="The day on which the prior notice was served.")
    objection_until = fields.Date(
        compute="_compute_objection_until",
        store=True,
        help="Until then the organization may object; working days.",
    )
    objection = fields.Text(help="What the organization says, and what was decided.")
    decision_no = fields.Char(string="Decision")
    listed_on = fields.Date(readonly=True, copy=False, index=True, tracking=True)
    serious_on = fields.Date(
        string="Moves On on",
        compute="_compute_serious_on",
        store=True,
        index=True,
        help="When the organization has been on this list so long that it goes on the "
        "list of serious breaches.",
    )
    is_due_serious = fields.Boolean(
        string="Too Long on the List",
        compute="_compute_is_due_serious",
        search="_search_is_due_serious",
    )
    removal_reason = fields.Text(
        help="What was put right, or which time is over, and who verified it."
    )
    removed_on = fields.Date(readonly=True, copy=False, tracking=True)
    published_at = fields.Char(string="Published at")

    _listed_once = models.UniqueIndex(
        "(org_id, ground_id) WHERE state IN ('draft', 'noticed', 'listed')",
        "The organization is already on the list, or noticed, for this ground.",
    )

    @api.depends("noticed_on")
    def _compute_objection_until(self):
        for listing in self:
            until = False
            if listing.noticed_on:
                days = listing._parameter("objection_days", listing.noticed_on)
                until = self.env["civil.workday"]._add_workdays(
                    listing.noticed_on, days
                )
            listing.objection_until = until

    @api.depends("kind", "listed_on")
    def _compute_serious_on(self):
        for listing in self:
            on = False
            if listing.kind == "abnormal" and listing.listed_on:
                months = listing._parameter("serious_months", listing.listed_on)
                on = listing.listed_on + relativedelta(months=months)
            listing.serious_on = on

    @api.depends("serious_on", "state")
    @api.depends_context("tz")
    def _compute_is_due_serious(self):
        today = fields.Date.context_today(self)
        for listing in self:
            listing.is_due_serious = (
                listing.state == "listed"
                and bool(listing.serious_on)
                and listing.serious_on <= today
            )

    def _search_is_due_serious(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        due = Domain("state", "=", "listed") & Domain("serious_on", "<=", today)
        return Domain.OR(due if wanted else ~due for wanted in value)

    def _parameter(self, name, on):
        return self.env["civil.parameter"]._get(f"social.list_{name}", on)

    @api.constrains("kind", "ground_id")
    def _check_ground(self):
        for listing in self:
            if listing.ground_id.kind != listing.kind:
                raise ValidationError(
                    self.env._(
                        "“%(ground)s” is a ground for the other list.",
                        ground=listing.ground_id.name,
                    )
                )

    @api.depends("org_id", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for listing in self:
            listing.display_name = f"{listing.org_id.name} {kinds.get(listing.kind)}"

    # -- guards ------------------------------------------------------------------

    def _guard_notice(self):
        if not self.noticed_on:
            return self.env._("enter the day on which the prior notice was served")
        return False

    def _guard_listing(self):
        today = fields.Date.context_today(self)
        if today <= self.objection_until and not self.objection:
            return self.env._(
                "the organization may object until %(date)s", date=self.objection_until
            )
        if not self.decision_no:
            return self.env._("enter the number of the decision")
        return False

    def _guard_removal(self):
        if not self.removal_reason:
            return self.env._("write what was put right or which time is over")
        if self.kind == "serious" or not self.ground_id.can_rectify:
            name = "removal_years" if self.kind == "serious" else "removal_months"
            length = self._parameter(name, self.listed_on)
            unit = "years" if self.kind == "serious" else "months"
            earliest = self.listed_on + relativedelta(**{unit: length})
            if fields.Date.context_today(self) < earliest:
                return self.env._(
                    "it stays on the list until %(date)s at least", date=earliest
                )
        return False

    def _guard_drop(self):
        if self.state == "noticed" and not self.objection:
            return self.env._("write the objection and what was decided on it")
        return False

    # -- buttons -----------------------------------------------------------------

    def action_notice(self):
        """Note that the organizations were told beforehand."""
        self._transition("noticed")

    def action_list(self):
        """Put the organizations on the list, today."""
        self._transition("listed")
        self._write_guarded({"listed_on": fields.Date.context_today(self)})

    def action_remove(self):
        """Take the organizations off the list, today."""
        self._transition("removed")
        self._write_guarded({"removed_on": fields.Date.context_today(self)})

    def action_drop(self):
        """Drop the matter: the organizations aren't listed."""
        self._transition("dropped")

    def action_move_on(self):
        """Prepare the list of serious breaches for who was too long on this one."""
        ground = self.env.ref("civil_social_org.listing_ground_serious_two_years")
        late = self.filtered("is_due_serious")
        if not late:
            raise UserError(
                self.env._("None of these has been on the list long enough.")
            )
        moved = self.create(
            [
                {
                    "org_id": listing.org_id.id,
                    "kind": "serious",
                    "ground_id": ground.id,
                    "facts": self.env._(
                        "On the list of abnormal activities since %(date)s: %(ground)s",
                        date=listing.listed_on,
                        ground=listing.ground_id.name,
                    ),
                }
                for listing in late
            ]
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lists"),
            "res_model": self._name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", moved.ids)],
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_draft_only(self):
        if self.filtered(lambda listing: listing.state != "draft"):
            raise UserError(
                self.env._("What was noticed stays on record; it can be dropped.")
            )
