from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.fill import day_in_digits, day_in_words, fill, paragraphs

HEAD = "civil_document.group_head"
SIGNERS = (HEAD, "civil_document.group_deputy")
#: The texts of a document that its kind gives and a draft may change.
TEXTS = ("title", "addressee", "body", "basis", "remedies", "enclosures")
#: What never changes once a document is issued.
FROZEN = frozenset(
    {
        *TEXTS,
        "content",
        "kind_id",
        "organ",
        "res_model",
        "res_id",
        "issue_key",
        "extra",
        "company_id",
        "division_id",
        "needs_service",
        "replaces_id",
        "replacement_reason",
    }
)


class CivilDocument(models.Model):
    """An official document of the bureau (文书).

    A draft takes its wording from its kind and may be changed; issuing gives it
    its number and day, prints it once and closes it for good. A mistake found
    afterwards is corrected by a document that replaces it, or the document is
    voided with a reason.

    ======== =========================================================
    clerk    makes and changes drafts, records service
    head     also issues, and voids with a reason
    deputy   reads and issues
    auditor  reads
    program  issues what a decided matter calls for: ``_issue_document``
    ======== =========================================================
    """

    _name = "civil.document"
    _description = "Official Document"
    _inherit = [
        "civil.about.mixin",
        "civil.workflow.mixin",
        "civil.division.mixin",
        "mail.thread",
    ]
    _order = "issued_date desc, id desc"
    _rec_names_search = ("number", "title", "addressee")
    _transitions = (
        Transition(
            "draft", "issued", SIGNERS, guard="_issue_refusal", effect="_issue_now"
        ),
        Transition("issued", "replaced"),
        Transition("issued", "voided", HEAD, guard="_void_refusal"),
    )
    _guarded = (
        "number",
        "issued_date",
        "issued_uid",
        "attachment_id",
        "sha256",
        "service_due",
        "void_reason",
    )

    kind_id = fields.Many2one(
        "civil.document.kind", required=True, index=True, ondelete="restrict"
    )
    kind_code = fields.Char(related="kind_id.code", string="Code of the Kind")
    number = fields.Char(readonly=True, copy=False, index="trigram")
    title = fields.Char(required=True, index="trigram", tracking=True)
    addressee = fields.Char(index="trigram", tracking=True)
    body = fields.Text()
    basis = fields.Text(help="The provisions on which the document rests.")
    remedies = fields.Text(
        help="How the addressee may ask for reconsideration or sue, and until when."
    )
    enclosures = fields.Text(help="One enclosure a line.")
    organ = fields.Char(
        string="Issued by", required=True, default=lambda self: self.env.company.name
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    issue_key = fields.Char(
        default="",
        copy=False,
        help="Tells apart documents of one kind about the same record.",
    )
    extra = fields.Json(
        copy=False, help="What the template prints beside the document's own fields."
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("issued", "Issued"),
            ("replaced", "Replaced"),
            ("voided", "Voided"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
        tracking=True,
    )
    issued_date = fields.Date(string="Issued on", readonly=True, copy=False, index=True)
    issued_uid = fields.Many2one(
        "res.users", string="Issued by User", readonly=True, copy=False
    )
    # The snapshot is what the file was printed from; people open the file.
    content = fields.Text(readonly=True, copy=False, groups=fields.NO_ACCESS)
    attachment_id = fields.Many2one(
        "ir.attachment", string="File", readonly=True, copy=False, ondelete="restrict"
    )
    sha256 = fields.Char(string="Checksum (SHA-256)", readonly=True, copy=False)
    replaces_id = fields.Many2one(
        "civil.document",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    replacement_reason = fields.Char(readonly=True, copy=False)
    replacement_ids = fields.One2many(
        "civil.document", "replaces_id", string="Replaced by"
    )
    void_reason = fields.Char(string="Voided because", readonly=True, copy=False)
    needs_service = fields.Boolean()
    service_ids = fields.One2many("civil.document.service", "document_id")
    service_due = fields.Date(string="Serve until", readonly=True, copy=False)
    served_date = fields.Date(
        string="Served on",
        compute="_compute_served_date",
        store=True,
        help="With a public announcement, the day on which it counts as served.",
    )
    is_service_late = fields.Boolean(compute="_compute_is_service_late")
    active = fields.Boolean(default=True, copy=False)

    _issued_once = models.UniqueIndex(
        "(res_model, res_id, kind_id, issue_key) "
        "WHERE state = 'issued' AND res_id IS NOT NULL",
        "This document has already been issued.",
    )
    _number_uniq = models.UniqueIndex(
        "(number, company_id)", "A document with this number is already there."
    )

    @api.depends("service_ids.served_at")
    def _compute_served_date(self):
        for document in self:
            days = [day for day in document.service_ids.mapped("served_at") if day]
            document.served_date = min(days, default=False)

    @api.depends("service_due", "served_date", "state")
    @api.depends_context("tz")
    def _compute_is_service_late(self):
        today = fields.Date.context_today(self)
        for document in self:
            document.is_service_late = bool(
                document.state == "issued"
                and document.service_due
                and (document.served_date or today) > document.service_due
            )

    @api.depends("number", "title")
    def _compute_display_name(self):
        for document in self:
            parts = (document.title, document.number)
            document.display_name = " ".join(filter(None, parts))

    @api.onchange("kind_id")
    def _onchange_kind_id(self):
        for name, value in self._kind_values(self.kind_id).items():
            self[name] = value

    @api.model
    def _kind_values(self, kind):
        """Return the texts and settings that a kind gives to a new document."""
        return {
            "title": kind.title_text or kind.name,
            "body": kind.body_text,
            "basis": kind.basis_text,
            "remedies": kind.remedies_text,
            "needs_service": kind.needs_service,
        }

    # -- changes -------------------------------------------------------------------

    def write(self, vals):
        if vals.keys() & FROZEN:
            self._refuse_frozen(vals.keys() & FROZEN)
        return super().write(vals)

    def _refuse_frozen(self, names):
        closed = self.filtered(lambda document: document.state != "draft")
        if closed:
            labels = sorted(
                self._fields[name]._description_string(self.env) for name in names
            )
            raise UserError(
                self.env._(
                    "%(document)s has been issued, and what was issued doesn't change "
                    "(%(fields)s). Make a document that replaces it.",
                    document=closed[:1].display_name,
                    fields=", ".join(labels),
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(document.state != "draft" for document in self):
            raise UserError(
                self.env._("Only drafts of documents can be deleted; void the others.")
            )

    # -- texts ---------------------------------------------------------------------

    def _fill_texts(self, values):
        """Return the texts of the single document filled in with ``values``."""
        return {name: fill(self[name], values) for name in TEXTS if self[name]}

    def _paragraphs(self, name):
        """Return the paragraphs of one of the single document's texts."""
        return paragraphs(self[name])

    def _replacement_sentence(self):
        """Return the sentence that names what the single document replaces."""
        old = self.replaces_id
        return self.env._(
            "This document replaces “%(title)s” (%(number)s) of %(date)s, which is no "
            "longer valid.",
            title=old.title,
            number=old.number or "—",
            date=self._day(old.issued_date),
        )

    def _receipt_day(self, day):
        """Return a day for the receipt, or the places to write one in."""
        return day_in_digits(day) or self.env._("____ (year) __ (month) __ (day)")

    def _day(self, day):
        """Return a day as the document's kind writes days."""
        words = self.kind_id.date_style == "words"
        return day_in_words(day) if words else day_in_digits(day)

    @api.model
    def _issued_domain(self, record, kind, key):
        """Domain of the document of a kind that stands for a record."""
        return Domain(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("kind_id", "=", kind.id),
                ("issue_key", "=", key or ""),
            ]
        )

    @api.model
    def _in_force(self):
        """Domain of issued documents that were neither replaced nor voided."""
        return Domain("state", "=", "issued")
