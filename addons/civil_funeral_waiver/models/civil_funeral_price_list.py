from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

CLERK = "civil_funeral.group_clerk"
HEAD = "civil_funeral.group_head"
DEPUTY = "civil_funeral.group_deputy"
HOME = "civil_funeral.group_home"
#: What may be written of a list that is out.
_OPEN = {"note"}


class CivilFuneralPriceList(models.Model):
    """What a funeral home may charge, from a day on (收费价目表).

    =========  ==============  ===================================================
    step       who             what must hold
    =========  ==============  ===================================================
    submit     home, clerk     there are items, each on a list in force on the day
    take back  the submitter   nobody has passed a tier yet
    pass       by the tier     another person than maker and submitter
    send back  head, deputy    a reason is given
    =========  ==============  ===================================================

    Once approved it is published and never edited: what changes is a new version,
    which ends the one before.

    Source: 《殡葬管理条例》（国务院令第824号）第四十二条、第五十条 (prices
    are marked, nothing outside the list).
    """

    _name = "civil.funeral.price.list"
    _description = "Price List of a Funeral Home"
    _inherit = ["civil.approval.mixin", "civil.division.mixin", "mail.thread"]
    _order = "date_from desc, id desc"
    _guarded = ("date_to",)
    _approval_maker_fields = ("create_uid", "submitted_uid")
    _approval_open_fields = ("note",)
    _todo_triggers = ("state",)
    _transitions = (
        Transition(
            "draft",
            "under_approval",
            group=(HOME, CLERK),
            guard="_guard_submit",
            stamp="submitted",
        ),
        Transition(
            "under_approval",
            "draft",
            group=(HOME, CLERK),
            guard="_guard_take_back",
            name="take_back",
        ),
        Transition(
            "under_approval",
            "under_approval",
            group=(HEAD, DEPUTY),
            guard="_review_refusal",
            effect="_pass_tier",
            name="review",
        ),
        Transition(
            "under_approval",
            "published",
            group=(HEAD, DEPUTY),
            guard="_approval_refusal",
            effect="_effect_publish",
            stamp="published",
        ),
        Transition("under_approval", "draft", group=(HEAD, DEPUTY), name="send_back"),
    )
    _state_from = ["under_approval"]
    _state_to = ["published"]
    _cancel_state = "draft"

    name = fields.Char(required=True, tracking=True)
    home_id = fields.Many2one(
        "civil.organization",
        string="Funeral Home",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    division_id = fields.Many2one(
        compute="_compute_division_id", store=True, readonly=False, precompute=True
    )
    date_from = fields.Date(
        string="Valid from", required=True, tracking=True, copy=False
    )
    date_to = fields.Date(
        string="Valid through",
        readonly=True,
        copy=False,
        help="The day before the next version; open while it is in force.",
    )
    legal_basis = fields.Char(
        string="Basis",
        required=True,
        tracking=True,
        help="The document of the price department that sets or guides the prices.",
    )
    previous_id = fields.Many2one(
        "civil.funeral.price.list",
        string="Earlier Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    line_ids = fields.One2many(
        "civil.funeral.price.line", "list_id", string="Items", copy=True
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("under_approval", "Under Approval"),
            ("published", "Published"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    is_current = fields.Boolean(
        string="In Force", compute="_compute_is_current", search="_search_is_current"
    )
    submitted_uid = fields.Many2one(
        "res.users", "Submitted By", readonly=True, copy=False
    )
    submitted_date = fields.Datetime("Submitted On", readonly=True, copy=False)
    published_uid = fields.Many2one(
        "res.users", "Published By", readonly=True, copy=False
    )
    published_date = fields.Datetime("Published On", readonly=True, copy=False)
    note = fields.Text()

    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (home_id WITH =, daterange(date_from, date_to, '[]')"
        " WITH &&) WHERE (state = 'published')",
        "The home has a published price list for some of these days already.",
    )
    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A price list can't end before it begins.",
    )

    @api.depends("home_id")
    def _compute_division_id(self):
        for record in self:
            if record.home_id:
                record.division_id = record.home_id.division_id

    @api.depends("state", "date_from", "date_to")
    @api.depends_context("tz")
    def _compute_is_current(self):
        today = fields.Date.context_today(self)
        for record in self:
            record.is_current = bool(
                record.state == "published"
                and record.date_from <= today
                and (not record.date_to or record.date_to >= today)
            )

    def _search_is_current(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        current = fields.Domain(
            [
                ("state", "=", "published"),
                ("date_from", "<=", today),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", today),
            ]
        )
        return fields.Domain.OR(current if wanted else ~current for wanted in value)

    def write(self, vals):
        """Keep what was published as it is."""
        published = self.filtered(lambda record: record.state == "published")
        if published and vals.keys() - _OPEN and not self._has_pass(vals):
            raise UserError(published[0]._published_refusal())
        return super().write(vals)

    def _published_refusal(self):
        return self.env._(
            "%(list)s is published and stays as it is; make a new version of it.",
            list=self.display_name,
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        for record in self:
            if record.state != "draft":
                raise UserError(
                    self.env._(
                        "%(list)s was submitted or published; it isn't deleted.",
                        list=record.display_name,
                    )
                )

    # -- steps -----------------------------------------------------------------

    def _guard_submit(self):
        if not self.line_ids:
            return self.env._("it has no items yet")
        unlisted = self._unlisted()
        if unlisted:
            return self.env._(
                "no list of services in force on %(date)s names: %(names)s. Take the "
                "items out, or have the list extended first",
                date=self.date_from,
                names="、".join(unlisted.mapped("name")),
            )
        later = self._published_from(self.date_from)
        if later:
            return self.env._(
                "%(list)s holds from %(date)s on; a new version has to begin later",
                list=later.name,
                date=later.date_from,
            )
        return False

    def _unlisted(self):
        """Return the items whose service no list in force names."""
        natures = self.line_ids.service_id._natures_on(self.date_from)
        return self.line_ids.filtered(lambda line: line.service_id.id not in natures)

    def _published_from(self, day):
        """Return a list of the home that was published for this day or a later one."""
        return self.search(
            [
                ("home_id", "=", self.home_id.id),
                ("state", "=", "published"),
                ("date_from", ">=", day),
            ],
            limit=1,
        )

    def _guard_take_back(self):
        if self._passed_by():
            return self.env._(
                "it has already been reviewed; ask for it to be sent back"
            )
        if self.submitted_uid != self.env.user:
            return self.env._(
                "only %(name)s, who submitted it, can take it back",
                name=self.submitted_uid.name,
            )
        return False

    def _effect_publish(self):
        """Pass the last tier, and end the version before on the day before."""
        self._refuse_reasons({record: record._guard_submit() for record in self})
        self._pass_tier()
        for record in self:
            before = self.search(
                [
                    ("home_id", "=", record.home_id.id),
                    ("state", "=", "published"),
                    ("date_to", "=", False),
                ]
            )
            day = fields.Date.subtract(record.date_from, days=1)
            before._write_guarded({"date_to": day})
            # Before this one becomes published beside it.
            before.flush_recordset(["date_to"])

    def action_submit(self):
        """Ask for the approval of the price lists."""
        self._transition("under_approval")
        self._request_approval()

    def action_take_back(self):
        """Withdraw one's own submission while nobody has acted on it."""
        self._transition("draft", name="take_back")
        self._end_round("taken_back")

    def action_review(self):
        """Pass the open tier of approval, which isn't the last one."""
        self._transition("under_approval", name="review")

    def action_approve(self):
        """Pass the last tier: the list is published and ends the one before."""
        self._transition("published")

    def action_send_back(self, reason=None):
        """Return the list to its maker, for a reason that stays in its history."""
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_send_back", self.env._("Send Back")
            )
        self._transition("draft", name="send_back")
        self._end_round("sent_back", reason)
        for record in self:
            record.message_post(body=self.env._("Sent back: %(reason)s", reason=reason))
        return True

    def action_new_version(self):
        """Open a draft with the same items, to be changed and submitted."""
        self.ensure_one()
        version = self.copy(
            {
                "date_from": fields.Date.context_today(self),
                "previous_id": self.id,
            }
        )
        return version._get_records_action()

    # -- for others ------------------------------------------------------------

    @api.model
    def _approval_digest_fields(self):
        return ("service_id", "name", "unit", "price", "once", "parts", "other_names")

    def _approval_digest(self):
        rows = [
            "|".join(str(line[name]) for name in self._approval_digest_fields())
            for line in self.line_ids.sorted("id")
        ]
        return "\n".join([str(self.date_from), self.legal_basis or "", *rows])

    @api.model
    def _for(self, home, day):
        """Return the list by which a home charges on a day; none where none is out."""
        return self.search(
            [
                ("home_id", "=", home.id),
                ("state", "=", "published"),
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ],
            limit=1,
        )
