from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.civil_base.tools.door import Door

#: What the steps alone may write.
KEPT = {
    "resident_id",
    "program_id",
    "occasion",
    "state",
    "version_id",
    "class_id",
    "first_month",
    "end_month",
    "review_date",
    "last_roster_month",
    "line_id",
    "currency_id",
    "active",
    "version_ids",
    "member_ids",
    "payment_ids",
}
#: Lets the steps create an entitlement.
STEPS = Door("civil_subsidy_entitlement_steps")


class CivilSubsidyEntitlement(models.Model):
    """That somebody draws a program, from a month on (享受资格).

    What holds in which month stands in the versions, which are only ever added to;
    the fields here repeat the latest of them, to list and search by. Of programs
    claimed by rosters, a town's line about a person with a valid number, listed once,
    makes or refreshes the entitlement.
    """

    _name = "civil.subsidy.entitlement"
    _description = "Subsidy Entitlement"
    _inherit = ["civil.division.mixin", "mail.thread"]
    _order = "program_id, resident_id"

    resident_id = fields.Many2one(
        "civil.resident",
        string="Person",
        required=True,
        ondelete="restrict",
        help="Who draws the program; the applicant, where a household draws it.",
    )
    program_id = fields.Many2one(
        "civil.subsidy.program", required=True, ondelete="restrict", index=True
    )
    occasion = fields.Char(
        help="What a subsidy paid once is for, such as the number of the case. The "
        "same occasion is paid once.",
    )
    household_id = fields.Many2one("civil.household", index="btree_not_null")
    state = fields.Selection(
        [("active", "Active"), ("suspended", "Suspended"), ("ended", "Ended")],
        readonly=True,
        help="What the latest version says.",
    )
    version_ids = fields.One2many(
        "civil.subsidy.entitlement.version", "entitlement_id", string="History"
    )
    version_id = fields.Many2one(
        "civil.subsidy.entitlement.version",
        string="Latest Version",
        readonly=True,
        index="btree_not_null",
    )
    member_ids = fields.One2many(
        "civil.subsidy.entitlement.member", "entitlement_id", string="Persons Counted"
    )
    class_id = fields.Many2one("civil.subsidy.class", readonly=True)
    first_month = fields.Date(
        readonly=True, help="First month that is due; its first day."
    )
    end_month = fields.Date(
        readonly=True, help="First month that isn't due anymore; its first day."
    )
    review_date = fields.Date(
        string="Review Due",
        readonly=True,
        index="btree_not_null",
        help="Day by which the entitlement has to be looked at again.",
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    last_roster_month = fields.Date(
        readonly=True,
        help="The last month whose roster lists the person for the program.",
    )
    line_id = fields.Many2one(
        "civil.subsidy.roster.line",
        string="Latest Roster Line",
        index="btree_not_null",
        readonly=True,
    )
    payment_ids = fields.One2many("civil.subsidy.payment", "entitlement_id")
    amount_method = fields.Selection(related="program_id.amount_method")
    program_source = fields.Selection(related="program_id.source")
    person_count = fields.Integer(related="version_id.person_count", string="Persons")
    death_date = fields.Date(related="resident_id.death_date", string="Died On")
    amount = fields.Monetary(
        string="Amount This Month",
        compute="_compute_amount",
        help="By the standard that holds this month, before what other programs pay.",
    )
    needs = fields.Selection(
        [
            ("review", "Review Overdue"),
            ("death", "Person Died"),
            ("ending", "Ends Soon"),
            ("review_soon", "Review Due Soon"),
        ],
        string="To Do",
        compute="_compute_needs",
        search="_search_needs",
        help="What has to be seen to: within three months, or already late.",
    )
    active = fields.Boolean(
        default=True, readonly=True, help="Off when every version was withdrawn."
    )

    _resident_program_uniq = models.UniqueIndex(
        "(resident_id, program_id, (coalesce(occasion, '')))",
        "The resident already has an entitlement to this program.",
    )

    def _compute_display_name(self):
        for record in self:
            record.display_name = " / ".join(
                filter(
                    None,
                    (record.resident_id.name, record.program_id.name, record.occasion),
                )
            )

    @api.depends("version_id")
    def _compute_amount(self):
        month = fields.Date.context_today(self).replace(day=1)
        saved = self._origin
        amounts = {}
        if saved:
            self.env.flush_all()
            amounts = dict(
                self.env.execute_query(
                    SQL(
                        "SELECT entitlement_id, gross FROM (%s) a"
                        " WHERE state = 'active'",
                        self.env["civil.subsidy.amount"]._query(
                            saved.program_id,
                            [month],
                            SQL("e.active AND e.id = ANY(%s)", saved.ids),
                        ),
                    )
                )
            )
        for record in self:
            record.amount = amounts.get(record._origin.id) or 0

    @api.model
    def _needs_domains(self):
        """The domain of each thing to do, the most urgent first."""
        today = fields.Date.context_today(self)
        soon = fields.Date.add(today, months=3)
        # Rosters say each month anew who draws the program.
        alive = Domain("state", "!=", "ended") & Domain(
            "program_id.source", "!=", "roster"
        )
        return {
            "review": alive & Domain("review_date", "<", today),
            "death": alive & Domain("resident_id.death_date", "!=", False),
            "ending": Domain("state", "=", "ended")
            & Domain("end_month", ">", today)
            & Domain("end_month", "<=", soon),
            "review_soon": alive
            & Domain("review_date", ">=", today)
            & Domain("review_date", "<=", soon),
        }

    @api.depends("state", "review_date", "end_month")
    def _compute_needs(self):
        self.needs = False
        for need, domain in reversed(self._needs_domains().items()):
            found = self._origin.filtered_domain(domain)
            for record in self:
                if record._origin in found:
                    record.needs = need

    @api.model
    def _search_needs(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = self._needs_domains()
        found = Domain.OR(domains[need] for need in value if need in domains)
        return found if False not in value else found | ~Domain.OR(domains.values())

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse what doesn't come from ``action_grant``."""
        if not STEPS.is_open(self):
            raise UserError(
                self.env._(
                    "An entitlement is granted with its button or imported, not "
                    "typed into a list."
                )
            )
        return super().create(vals_list)

    def write(self, vals):
        """Keep what follows from the versions."""
        if set(vals) & KEPT:
            raise UserError(
                self.env._(
                    "What holds of an entitlement is recorded by its buttons: grant, "
                    "change, suspend, resume, end."
                )
            )
        return super().write(vals)

    def copy_data(self, default=None):
        """Refuse: a person has a program once."""
        raise UserError(self.env._("An entitlement can't be copied."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Refuse: what was granted once stays readable."""
        raise UserError(
            self.env._(
                "An entitlement isn't deleted: end it, or withdraw what was recorded "
                "by mistake."
            )
        )

    @api.model
    def _refresh_latest(self, where):
        """Repeat on the entitlements what their latest version says, in one statement.

        :param SQL where: which entitlements, of the table ``e``
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_entitlement e SET
                    version_id = last.id, state = last.state, class_id = last.class_id,
                    first_month = coalesce(line.first_month, last.first_month),
                    end_month = CASE WHEN last.state = 'ended' THEN (
                        SELECT min(ended.effective_month)
                        FROM civil_subsidy_entitlement_version ended
                        WHERE ended.entitlement_id = e.id
                            AND ended.withdrawn_at IS NULL
                            AND (ended.effective_month, ended.id) > ALL (
                                SELECT alive.effective_month, alive.id
                                FROM civil_subsidy_entitlement_version alive
                                WHERE alive.entitlement_id = e.id
                                    AND alive.withdrawn_at IS NULL
                                    AND alive.state <> 'ended')) END,
                    review_date = CASE WHEN last.state <> 'ended'
                        THEN last.review_date END,
                    active = last.id IS NOT NULL,
                    write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                FROM civil_subsidy_entitlement found
                LEFT JOIN civil_subsidy_roster_line line ON line.id = found.line_id
                LEFT JOIN LATERAL (
                    SELECT v.id, v.state, v.class_id, v.effective_month, v.review_date,
                        min(v.effective_month) FILTER (WHERE v.state = 'active')
                            OVER () AS first_month
                    FROM civil_subsidy_entitlement_version v
                    WHERE v.entitlement_id = found.id AND v.withdrawn_at IS NULL
                    ORDER BY v.effective_month DESC, v.id DESC LIMIT 1) last ON TRUE
                WHERE found.id = e.id AND %(where)s
                """,
                where=where,
                uid=self.env.uid,
            )
        )
        self.invalidate_model()
