from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition

from .civil_funeral_price_list import CLERK, HOME

#: What may still be written of a sheet that was settled.
_OPEN = {"note", "message_follower_ids", "message_ids", "activity_ids"}


class CivilFuneralCharge(models.Model):
    """What a funeral home charges for a deceased, and what is waived (收费结算单).

    =======  ===========  ========================================================
    step     who          what must hold
    =======  ===========  ========================================================
    settle   home, clerk  nothing outside the price list; who claims a waiver may
    void     home, clerk  a reason is given; a further sheet takes its place
    =======  ===========  ========================================================

    A settled sheet stays; a mistake is voided and settled anew. The home sees the
    sheets of its own deceased only.

    Source: 《殡葬管理条例》（国务院令第824号）第四十三条、第五十条; the district's
    policy of waived basic services.
    """

    _name = "civil.funeral.charge"
    _description = "Charge Sheet of a Funeral"
    _inherit = [
        "civil.funeral.charge.sum",
        "civil.funeral.charge.check",
        "civil.funeral.charge.paper",
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.document.mixin",
        "mail.thread",
    ]
    _order = "date desc, id desc"
    _guarded = ("name", "void_reason")
    _transitions = (
        Transition(
            "draft",
            "settled",
            group=(HOME, CLERK),
            guard="_guard_settle",
            effect="_effect_settle",
            stamp="settled",
        ),
        Transition(
            "settled",
            "voided",
            group=(HOME, CLERK),
            guard="_guard_void",
            stamp="voided",
        ),
    )

    name = fields.Char(string="Number", readonly=True, copy=False, index="trigram")
    case_id = fields.Many2one(
        "civil.funeral.case",
        string="Deceased",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    home_id = fields.Many2one(
        "civil.organization",
        string="Funeral Home",
        compute="_compute_from_case",
        store=True,
        precompute=True,
        index=True,
    )
    division_id = fields.Many2one(
        compute="_compute_from_case", store=True, precompute=True, readonly=True
    )
    deceased_name = fields.Char(
        compute="_compute_from_case", store=True, precompute=True, index="trigram"
    )
    death_date = fields.Date(compute="_compute_from_case", store=True, precompute=True)
    cremation_number = fields.Char(
        string="Cremation Certificate",
        compute="_compute_from_case",
        store=True,
        precompute=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today, tracking=True)
    price_list_id = fields.Many2one(
        "civil.funeral.price.list",
        compute="_compute_price_list_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="The list by which the home charges on this day.",
    )
    line_ids = fields.One2many("civil.funeral.charge.line", "charge_id", copy=True)
    state = fields.Selection(
        [("draft", "Draft"), ("settled", "Settled"), ("voided", "Voided")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    claims_waiver = fields.Boolean(
        string="Waiver Applied For",
        tracking=True,
        help="The family applies for the waiver of basic services on this sheet.",
    )
    program_id = fields.Many2one(
        "civil.funeral.waiver.program",
        string="Policy",
        compute="_compute_program_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="The policy for the place on the day of death.",
    )
    ground_id = fields.Many2one(
        "civil.funeral.waiver.ground",
        string="Waived Because",
        compute="_compute_ground_id",
        store=True,
        readonly=False,
        domain="[('program_id', '=', program_id)]",
        ondelete="restrict",
        tracking=True,
    )
    ground_proof = fields.Char(related="ground_id.proof", string="Proof Needed")
    hukou = fields.Selection(
        [("local", "In This District"), ("other", "Elsewhere")],
        string="Household Registered",
        compute="_compute_hukou",
        store=True,
        readonly=False,
        tracking=True,
        help="Where the deceased was registered on the day of death.",
    )
    proof = fields.Char(help="Paper and number, such as the household register.")
    other_claim = fields.Selection(
        [
            ("none", "Nowhere"),
            ("employer", "With an Employer"),
            ("other", "In Another City"),
        ],
        string="Claimed Elsewhere",
        tracking=True,
        help="What the applicant states and signs: costs are waived once only.",
    )
    applicant = fields.Char(tracking=True)
    relation = fields.Char(string="Relation to the Deceased")
    signature = fields.Image(max_width=600, max_height=300, copy=False)
    signed_on = fields.Date(copy=False, help="When the applicant signed the sheet.")
    settled_uid = fields.Many2one("res.users", "Settled By", readonly=True, copy=False)
    settled_date = fields.Datetime("Settled On", readonly=True, copy=False)
    voided_uid = fields.Many2one("res.users", "Voided By", readonly=True, copy=False)
    voided_date = fields.Datetime("Voided On", readonly=True, copy=False)
    void_reason = fields.Char(readonly=True, copy=False)
    replaces_id = fields.Many2one(
        "civil.funeral.charge", readonly=True, copy=False, index="btree_not_null"
    )
    note = fields.Text()

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name IS NOT NULL", "This sheet number has already been given."
    )
    _waiver_case_uniq = models.UniqueIndex(
        "(case_id) WHERE claims_waiver AND state = 'settled'",
        "The costs of this deceased have been waived on another sheet already.",
    )
    _waiver_certificate_uniq = models.UniqueIndex(
        "(cremation_number) WHERE claims_waiver AND state = 'settled'"
        " AND cremation_number IS NOT NULL",
        "Costs have been waived for this cremation certificate already.",
    )

    @api.depends(
        "case_id.home_id",
        "case_id.division_id",
        "case_id.deceased_name",
        "case_id.death_date",
        "case_id.cremation_number",
    )
    def _compute_from_case(self):
        for sheet in self:
            if sheet.state not in (False, "draft"):
                # What was settled stays, whatever becomes of the case.
                continue
            # The home's people see the case; its place may be beyond them.
            case = sheet.case_id.sudo()
            sheet.home_id = case.home_id
            sheet.division_id = case.division_id
            sheet.deceased_name = case.deceased_name
            sheet.death_date = case.death_date
            sheet.cremation_number = case.cremation_number

    @api.depends("case_id.home_id", "date")
    def _compute_price_list_id(self):
        lists = self.env["civil.funeral.price.list"]
        for sheet in self:
            if sheet.state in (False, "draft"):
                home = sheet.case_id.home_id
                known = bool(home and sheet.date)
                sheet.price_list_id = known and lists.sudo()._for(home, sheet.date).id

    @api.depends("claims_waiver", "division_id", "death_date")
    def _compute_program_id(self):
        programs = self.env["civil.funeral.waiver.program"]
        for sheet in self:
            if sheet.state in (False, "draft"):
                place, day = sheet.division_id.sudo(), sheet.death_date
                wanted = bool(sheet.claims_waiver and place and day)
                sheet.program_id = wanted and programs._for(place, day).id

    @api.depends("program_id", "hukou", "proof")
    def _compute_ground_id(self):
        for sheet in self:
            if sheet.state not in (False, "draft"):
                continue
            grounds = sheet.program_id.sudo().ground_ids
            if sheet.ground_id not in grounds:
                # That somebody was a vagrant is for a person to say.
                fits = grounds.filtered(
                    lambda ground, sheet=sheet: (
                        ground.kind != "vagrant" and not ground._refusal(sheet)
                    )
                )
                sheet.ground_id = fits[:1]

    @api.depends("case_id", "program_id")
    def _compute_hukou(self):
        for sheet in self:
            case = sheet.case_id.sudo()
            if sheet.hukou or not sheet.program_id or case.is_unknown:
                continue
            sheet.hukou = "local" if case.is_local else "other"

    @api.depends("name", "deceased_name")
    def _compute_display_name(self):
        for sheet in self:
            number = sheet.name or self.env._("Draft Sheet")
            sheet.display_name = f"{number} {sheet.deceased_name or ''}".strip()

    # -- keeping what was settled ----------------------------------------------

    def write(self, vals):
        """Keep what was settled as it is."""
        closed = vals.keys() - _OPEN
        kept = self.filtered(lambda sheet: sheet.state != "draft")
        if closed and kept and not self._has_pass(vals):
            raise UserError(kept[0]._settled_refusal())
        return super().write(vals)

    def _settled_refusal(self):
        return self.env._(
            "Sheet %(sheet)s was settled and stays as it is; void it and settle a new "
            "one.",
            sheet=self.name,
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        for sheet in self:
            if sheet.state != "draft":
                raise UserError(sheet._settled_refusal())

    # -- steps -----------------------------------------------------------------

    def action_fill(self):
        """Bring in a line for each item that the policy waives and the list prices."""
        for sheet in self:
            sheet.check_access("write")
            sheet._fill()

    def action_settle(self):
        """Settle with the family: the sheet gets its number and stays."""
        self._transition("settled")

    def _effect_settle(self):
        for sheet in self:
            number = self.env["civil.numbering"]._next(
                "funeral.charge",
                division=sheet.division_id.sudo().code[:6],
                year=f"{sheet.date.year}",
            )
            sheet._write_guarded({"name": number})

    def action_void(self, reason=None):
        """Void a settled sheet, for a reason; another one may take its place."""
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_void", self.env._("Void")
            )
        self._transition("voided")
        self._write_guarded({"void_reason": reason})
        return True

    def _guard_void(self):
        """Why the single sheet can't be voided, or False; for other addons."""
        return False

    def action_replace(self):
        """Open a draft with the same content, in the place of a voided sheet."""
        self.ensure_one()
        if self.state != "voided":
            raise UserError(
                self.env._("Void sheet %(sheet)s first.", sheet=self.name or "")
            )
        live = Domain("replaces_id", "=", self.id) & Domain("state", "!=", "voided")
        sheet = self.search(live, limit=1) or self.copy()
        if not sheet.replaces_id:
            sheet.replaces_id = self
        return sheet._get_records_action()
