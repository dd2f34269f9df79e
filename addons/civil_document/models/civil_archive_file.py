from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from .civil_document_kind import RETENTIONS

CLERK = "civil_document.group_clerk"
HEAD = "civil_document.group_head"
#: How archive numbers write retention (DA/T 22-2015).
RETENTION_CODES = {"permanent": "Y", "30": "D30", "10": "D10"}
#: What never changes once a file is bound.
FROZEN = frozenset(
    {
        "name",
        "fonds",
        "category",
        "year",
        "retention",
        "organ",
        "note",
        "item_ids",
        "res_model",
        "res_id",
        "company_id",
        "division_id",
    }
)


class CivilArchiveFile(models.Model):
    """An archive file (案卷): what one matter left behind, in order, bound for good.

    While it is a draft its items are collected and sorted. Binding (组卷) counts
    the pages, takes a checksum of every item, gives the archive number and makes
    one PDF of cover, list of contents (卷内目录), items and concluding note
    (备考表). After that neither the file nor what it holds can change.
    """

    _name = "civil.archive.file"
    _description = "Archive File"
    _inherit = [
        "civil.about.mixin",
        "civil.workflow.mixin",
        "civil.division.mixin",
        "mail.thread",
    ]
    _order = "year desc, number desc, id desc"
    _rec_names_search = ("number", "name")
    _transitions = (
        Transition(
            "draft",
            "bound",
            CLERK,
            guard="_bind_refusal",
            effect="_bind_now",
            stamp="bound",
        ),
        Transition(
            "bound",
            "transferred",
            HEAD,
            guard="_transfer_refusal",
            effect="_note_transfer",
            stamp="transferred",
        ),
    )
    _guarded = (
        "number",
        "attachment_id",
        "sha256",
        "items_sha256",
        "page_count",
        "transfer_day",
    )

    name = fields.Char(
        string="Archive Title", required=True, index="trigram", tracking=True
    )
    number = fields.Char(
        string="Archive Number", readonly=True, copy=False, index="trigram"
    )
    fonds = fields.Char(
        string="Fonds Number",
        required=True,
        default=lambda self: self._default_fonds(),
        help="The number that the archive gave to the bureau.",
    )
    category = fields.Char(
        required=True,
        default="WS",
        help="Code of the class of archives: WS for documents, ZY for the files of a "
        "special field.",
    )
    year = fields.Integer(
        required=True, default=lambda self: fields.Date.context_today(self).year
    )
    retention = fields.Selection(RETENTIONS, default="10", required=True, tracking=True)
    organ = fields.Char(
        string="Filed by", required=True, default=lambda self: self.env.company.name
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    group_ids = fields.Many2many(
        "res.groups",
        string="Groups",
        help="Only members of one of these groups see the file; empty: everybody who "
        "works with documents.",
    )
    item_ids = fields.One2many("civil.archive.item", "file_id", string="Contents")
    item_count = fields.Integer(string="Items", compute="_compute_item_count")
    date_from = fields.Date(compute="_compute_dates", store=True, string="From")
    date_to = fields.Date(compute="_compute_dates", store=True, string="To")
    note = fields.Text(
        string="Concluding Note",
        help="What is missing, damaged or peculiar; it stands on the last page.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("bound", "Bound"), ("transferred", "Transferred")],
        default="draft",
        required=True,
        index=True,
        copy=False,
        tracking=True,
    )
    bound_uid = fields.Many2one("res.users", string="Bound by", readonly=True)
    bound_date = fields.Datetime(string="Bound on", readonly=True)
    attachment_id = fields.Many2one(
        "ir.attachment", string="File", readonly=True, copy=False, ondelete="restrict"
    )
    page_count = fields.Integer(string="Pages", readonly=True, copy=False)
    sha256 = fields.Char(string="Checksum (SHA-256)", readonly=True, copy=False)
    items_sha256 = fields.Char(
        string="Checksum of the Contents", readonly=True, copy=False
    )
    retention_end = fields.Date(
        string="Kept until",
        compute="_compute_retention_end",
        store=True,
        index=True,
        help="Counted from the year after the file's; empty: for good.",
    )
    transfer_due = fields.Date(
        string="To the Archive from",
        compute="_compute_transfer_due",
        store=True,
        index=True,
        help="From when the file is to be handed over to the public archive.",
    )
    receiver = fields.Char(string="Receiving Archive", tracking=True)
    transferred_uid = fields.Many2one(
        "res.users", string="Transferred by", readonly=True
    )
    transfer_day = fields.Date(string="Transferred on", readonly=True, copy=False)
    active = fields.Boolean(default=True, copy=False)

    _number_uniq = models.UniqueIndex(
        "(number, company_id)", "A file with this archive number is already there."
    )

    @api.model
    def _default_fonds(self):
        today = fields.Date.context_today(self)
        return self.env["civil.parameter"]._get("archive.fonds", today)

    @api.depends("item_ids")
    def _compute_item_count(self):
        for file in self:
            file.item_count = len(file.item_ids)

    @api.depends("item_ids.date")
    def _compute_dates(self):
        for file in self:
            days = [day for day in file.item_ids.mapped("date") if day]
            file.date_from = min(days, default=False)
            file.date_to = max(days, default=False)

    @api.depends("year", "retention")
    def _compute_retention_end(self):
        for file in self:
            kept = file.retention in ("30", "10") and int(file.retention)
            file.retention_end = kept and fields.Date.to_date(
                f"{file.year + kept}-12-31"
            )

    @api.depends("year", "retention")
    def _compute_transfer_due(self):
        today = fields.Date.context_today(self)
        years = self.env["civil.parameter"]._get("archive.transfer_years", today)
        for file in self:
            if file.retention == "10":
                # Over before it would be handed over: it is appraised instead.
                file.transfer_due = False
                continue
            file.transfer_due = fields.Date.to_date(f"{file.year + years + 1}-01-01")

    @api.depends("number", "name")
    def _compute_display_name(self):
        for file in self:
            file.display_name = " ".join(filter(None, (file.number, file.name)))

    @api.constrains("year")
    def _check_year(self):
        for file in self:
            if not 1949 <= file.year <= fields.Date.context_today(self).year:
                raise UserError(
                    self.env._(
                        "%(file)s: %(year)s is no year that a file could be of.",
                        file=file.name,
                        year=file.year,
                    )
                )

    # -- changes -------------------------------------------------------------------

    def write(self, vals):
        if vals.keys() & FROZEN:
            self._refuse_bound()
        return super().write(vals)

    def _refuse_bound(self):
        """Refuse to change bound files, for everybody.

        :raises UserError: naming the first
        """
        bound = self.filtered(lambda file: file.state != "draft")
        if bound:
            raise UserError(
                self.env._(
                    "%(file)s is bound: neither the file nor its contents can change.",
                    file=bound[:1].display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._refuse_bound()

    # -- buttons -------------------------------------------------------------------

    def action_collect(self):
        """Add what the matter has got since the draft was made.

        What was attached to the file itself, such as scans, is added, too.
        """
        for file in self:
            file._check_readable()
            file._refuse_bound()
            file._add_items(file._found_items())

    def action_bind(self):
        """Bind the files for good, and let their matters know."""
        self._check_readable()
        self._transition("bound")
        for file in self:
            record = file._record()
            if record is not None and hasattr(record, "_archive_bound"):
                record._archive_bound(file)

    def action_transfer(self):
        """Note that the files were handed over to the public archive."""
        self._transition("transferred")

    def action_open_pdf(self):
        """Open the bound file."""
        self.ensure_one()
        self._check_readable()
        if not self.attachment_id:
            raise UserError(self.env._("The file isn't bound yet."))
        return self._open_url(f"/web/content/{self.attachment_id.id}")

    # -- handing over --------------------------------------------------------------

    def _transfer_refusal(self):
        if not self.receiver:
            return self.env._("enter which archive receives it first")
        return False

    def _note_transfer(self):
        self._write_guarded({"transfer_day": fields.Date.context_today(self)})
