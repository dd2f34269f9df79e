from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.text import clean_code

from ..tools import COUNTER


class CivilCemeteryInterment(models.Model):
    """Ashes or a body laid in a plot (安葬、安放记录).

    A cremation certificate is used once: the database refuses a second burial as long
    as the first one lasts.
    """

    _name = "civil.cemetery.interment"
    _description = "Interment"
    _inherit = [
        "civil.workflow.mixin",
        "civil.cemetery.identity",
        "mail.thread",
    ]
    _order = "interred_on desc, id desc"
    _rec_names_search = ("name", "cremation_number")
    _mail_post_access = "read"

    _transitions = (
        Transition(
            "draft", "active", group=COUNTER, guard="_guard_inter", effect="_inter"
        ),
        Transition(
            "active", "moved", group=COUNTER, guard="_guard_move", effect="_note_move"
        ),
        # With the whole agreement.
        Transition(
            "active", "moved", group=COUNTER, effect="_note_move", name="together"
        ),
        Transition("draft", "cancelled", group=COUNTER),
    )
    _guarded = ("moved_on",)

    agreement_id = fields.Many2one(
        "civil.cemetery.agreement", required=True, index=True, ondelete="restrict"
    )
    plot_id = fields.Many2one(
        related="agreement_id.plot_id", store=True, index=True, string="Plot"
    )
    facility_id = fields.Many2one(related="plot_id.facility_id", store=True, index=True)
    division_id = fields.Many2one(related="plot_id.division_id", store=True, index=True)
    town_id = fields.Many2one(related="plot_id.town_id", store=True)
    name = fields.Char(string="Deceased", required=True, index="trigram", tracking=True)
    sex = fields.Selection([("male", "Male"), ("female", "Female")])
    death_id = fields.Many2one(
        "civil.death", index="btree_not_null", ondelete="restrict", copy=False
    )
    death_date = fields.Date(string="Died on")
    cremation_number = fields.Char(
        string="Cremation Certificate Number", copy=False, tracking=True
    )
    cremated_elsewhere = fields.Boolean(
        help="Cremated outside the district: the register here doesn't know it."
    )
    proof = fields.Binary(string="Copy of the Certificate", attachment=True)
    proof_name = fields.Char()
    relation = fields.Char(string="Relation to the Holder")
    interred_on = fields.Date(
        required=True, default=fields.Date.context_today, index=True, tracking=True
    )
    urns = fields.Integer(
        string="Urns or Bodies", required=True, default=1, tracking=True
    )
    host_name = fields.Char(string="Funeral Host", help="Who had the burial made.")
    is_ecological = fields.Boolean(compute="_compute_way", store=True)
    is_joint = fields.Boolean(
        compute="_compute_way",
        store=True,
        string="Joint Burial",
        help="In a plot for more than one.",
    )
    keeps_ashes = fields.Boolean(
        default=True, help="Off where the ashes were scattered or dissolve."
    )
    moved_on = fields.Date(readonly=True, copy=False)
    moved_to = fields.Char(string="Destination", copy=False)
    move_reason = fields.Char(copy=False)
    note = fields.Text()
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("active", "Buried"),
            ("moved", "Moved Away"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )

    _cremation_uniq = models.UniqueIndex(
        "(cremation_number) WHERE cremation_number IS NOT NULL AND state = 'active'",
        "Somebody was already buried on this cremation certificate.",
    )
    _urns_check = models.Constraint("CHECK (urns > 0)", "At least one is laid down.")

    @api.depends("plot_id.kind", "plot_id.places")
    def _compute_way(self):
        for interment in self:
            plot = interment.plot_id
            interment.is_ecological = plot.kind == "ecological"
            interment.is_joint = plot.kind != "ecological" and plot.places > 1

    @api.onchange("cremation_number")
    def _onchange_cremation_number(self):
        self.cremation_number = clean_code(self.cremation_number or "") or False
        death = self.agreement_id._find_cremation(self.cremation_number)[:1]
        if death:
            self.name = death.name
            self.death_date = death.death_date
            self.sex = death.resident_id.sex

    @api.onchange("agreement_id")
    def _onchange_agreement_id(self):
        self.host_name = self.host_name or self.agreement_id.holder_name

    @api.model_create_multi
    def create(self, vals_list):
        """Keep certificate numbers in one form."""
        return super().create([self._cleaned(vals) for vals in vals_list])

    def write(self, vals):
        """Refuse to change what was laid down.

        :raises UserError: the interment was made
        """
        vals = self._cleaned(vals)
        frozen = vals.keys() & {
            "agreement_id",
            "name",
            "cremation_number",
            "urns",
            "interred_on",
        }
        if frozen and any(record.state != "draft" for record in self):
            raise UserError(
                self.env._("What was laid down doesn't change: note the move instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(record.state not in ("draft", "cancelled") for record in self):
            raise UserError(self.env._("Interments are never deleted."))

    @api.model
    def _cleaned(self, vals):
        if "cremation_number" not in vals:
            return vals
        number = clean_code(vals["cremation_number"] or "") or False
        return {**vals, "cremation_number": number}

    # -- steps -----------------------------------------------------------------------

    def _guard_inter(self):
        agreement, plot = self.agreement_id, self.plot_id
        if agreement.state != "active":
            return self.env._(
                "the agreement is in the state “%(state)s”: the certificate is issued "
                "once everything is paid",
                state=agreement._state_label(),
            )
        if agreement.amount_open:
            return self.env._("the fee isn't paid")
        return (
            plot._guard_give()
            or self._capacity_refusal()
            or self._certificate_refusal()
        )

    def _capacity_refusal(self):
        plot = self.plot_id
        if self.urns > plot.free_places:
            return self.env._(
                "%(plot)s has %(free)s free places of %(places)s",
                plot=plot.display_name,
                free=plot.free_places,
                places=plot.places,
            )
        return False

    def _certificate_refusal(self):
        if self.plot_id.plot_type_id.remains == "body":
            return not self.proof and self.env._(
                "the copy of the death certificate is missing"
            )
        refusal = self.agreement_id._cremation_refusal(
            self.cremation_number, self.name, self.cremated_elsewhere, self.proof
        )
        return refusal or self._used_refusal()

    def _used_refusal(self):
        # Elsewhere counts too, whether the user sees it or not.
        used = self.sudo().search(
            [
                ("cremation_number", "=", self.cremation_number),
                ("state", "=", "active"),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        return bool(used) and self.env._(
            "somebody was already buried on the cremation certificate %(number)s",
            number=self.cremation_number,
        )

    def _inter(self):
        for interment in self:
            # Who keeps the plots need not see the register of deaths.
            record = interment.sudo()
            if not record.death_id:
                number = record.cremation_number
                record.death_id = record.agreement_id._find_cremation(number)[:1]
            if record.plot_id.state == "in_agreement":
                record.plot_id._transition("occupied")

    def _guard_move(self):
        if self.agreement_id.interment_count <= 1:
            return self.env._(
                "nobody else lies there: end the agreement with “Move Away”"
            )
        return not self.moved_to and self.env._("it isn't said where to")

    def _note_move(self):
        today = fields.Date.context_today(self)
        for interment in self:
            interment._write_guarded({"moved_on": today})

    # -- buttons ---------------------------------------------------------------------

    def action_inter(self):
        """Note that the ashes or bodies were laid down."""
        # Two at once can't both take the last place.
        self.plot_id.sudo().lock_for_update()
        self._transition("active")

    def action_cancel(self):
        """Give up interments that weren't made."""
        self._transition("cancelled")

    def action_move(self, moved_to=None, reason=None):
        """Note that one of several was taken elsewhere; the agreement goes on.

        :param str moved_to: where to, where the record doesn't say so yet
        :param str reason: why
        """
        self.ensure_one()
        if moved_to:
            self.write({"moved_to": moved_to, "move_reason": reason})
        self._transition("moved")
