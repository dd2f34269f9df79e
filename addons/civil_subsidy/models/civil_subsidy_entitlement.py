from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


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
        string="Next Review",
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

    def unlink(self):
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
                    end_month = CASE WHEN last.state = 'ended'
                        THEN last.effective_month END,
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
