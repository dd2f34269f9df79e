from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

PARAMETER = "document.announcement_days"
HEAD = "civil_document.group_head"


class CivilDocumentService(models.Model):
    """Serving a document on its addressee (送达), with the receipt (送达回证).

    The methods are those of the Civil Procedure Law (articles 87 to 95 of the
    version of 2023), to which the administrative laws refer. One that was
    announced counts as served when the period of the announcement is over.
    """

    _name = "civil.document.service"
    _description = "Service of a Document"
    _order = "sent_at desc, id desc"

    document_id = fields.Many2one(
        "civil.document", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="document_id.company_id", store=True)
    method = fields.Selection(
        [
            ("direct", "Direct"),
            ("left", "Left at the Place"),
            ("entrusted", "Entrusted"),
            ("post", "By Post"),
            ("electronic", "Electronic"),
            ("announcement", "Public Announcement"),
        ],
        default="direct",
        required=True,
    )
    sent_at = fields.Date(
        string="Sent or Announced on",
        required=True,
        default=fields.Date.context_today,
    )
    served_at = fields.Date(
        string="Served on",
        compute="_compute_served_at",
        store=True,
        readonly=False,
        help="The day on the receipt. An announced document counts as served when "
        "the period is over.",
    )
    receiver = fields.Char(string="Received by")
    receiver_relation = fields.Char(
        string="Relation to the Addressee",
        help="Such as the person himself, an adult relative in the same household, "
        "or whoever receives mail for the organization.",
    )
    place = fields.Char(string="Place of Service")
    server = fields.Char(string="Served by", help="The two who served it.")
    witness = fields.Char()
    tracking_number = fields.Char(string="Postal or Message Number")
    has_consent = fields.Boolean(
        string="Consent to Electronic Service",
        help="Electronic service needs the addressee's consent, and documents must "
        "reach a system of the addressee's own.",
    )
    proof_ids = fields.Many2many(
        "ir.attachment",
        string="Proofs",
        help="The signed receipt, the postal receipt, photos or the announcement.",
    )
    note = fields.Char()

    @api.depends("method", "sent_at")
    def _compute_served_at(self):
        for service in self:
            if service.method == "announcement" and service.sent_at:
                document = service.document_id
                # The period is the rule of the day, whoever records the service.
                days = self.env["civil.parameter"]._get(
                    PARAMETER, service.sent_at, document.sudo().division_id
                )
                service.served_at = fields.Date.add(service.sent_at, days=days)
            else:
                service.served_at = service.served_at

    @api.depends("method", "document_id")
    def _compute_display_name(self):
        methods = dict(self._fields["method"]._description_selection(self.env))
        for service in self:
            service.display_name = (
                f"{service.document_id.display_name} {methods.get(service.method)}"
            )

    @api.constrains("document_id", "sent_at", "served_at")
    def _check_days(self):
        for service in self:
            issued = service.document_id.issued_date
            if service.document_id.state == "draft" or service.sent_at < issued:
                raise ValidationError(
                    self.env._(
                        "%(document)s can be served only after it was issued.",
                        document=service.document_id.display_name,
                    )
                )
            if service.served_at and service.served_at < service.sent_at:
                raise ValidationError(
                    self.env._(
                        "%(document)s can't have been served before it was sent.",
                        document=service.document_id.display_name,
                    )
                )

    @api.constrains("method", "served_at", "witness", "has_consent", "proof_ids")
    def _check_method(self):
        for service in self.filtered("served_at"):
            if service.method == "left" and not (service.witness or service.proof_ids):
                raise ValidationError(
                    self.env._(
                        "Leaving a document at the place needs a witness, or photos or "
                        "a video of it (Civil Procedure Law, article 89)."
                    )
                )
            if service.method == "electronic" and not service.has_consent:
                raise ValidationError(
                    self.env._(
                        "Electronic service needs the addressee's consent (Civil "
                        "Procedure Law, article 90)."
                    )
                )

    # -- what was served stays -----------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        services = super().create(vals_list)
        services._adopt_proofs()
        services.document_id._sync_todos()
        services.filtered("served_at")._tell_served()
        return services

    def write(self, vals):
        self._refuse_served()
        open_ones = self.filtered(lambda service: not service.served_at)
        result = super().write(vals)
        self._adopt_proofs()
        self.document_id._sync_todos()
        open_ones.filtered("served_at")._tell_served()
        return result

    def unlink(self):
        documents = self.document_id
        result = super().unlink()
        documents._sync_todos()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_not_served(self):
        self._refuse_served()

    def _adopt_proofs(self):
        """Let whoever reads the service read its proofs.

        A file that is uploaded before the service is saved belongs to no record, and
        only who uploaded it could open it.
        """
        for service in self:
            # Only files of the user's own that belong to nothing yet.
            loose = service.proof_ids.sudo().filtered(
                lambda file: (
                    file.res_model == self._name
                    and not file.res_id
                    and file.create_uid == self.env.user
                )
            )
            loose.write({"res_id": service.id})

    def _refuse_served(self):
        """Let only a section head correct a service that is over."""
        if self.filtered("served_at") and not (
            self.env.su or self.env.user.has_group(HEAD)
        ):
            raise UserError(
                self.env._(
                    "%(service)s is over and recorded: a section head can correct it.",
                    service=self.filtered("served_at")[:1].display_name,
                )
            )

    def _tell_served(self):
        """Let what the documents are about know that they were served."""
        for service in self:
            # The record's own hook decides what follows for whom.
            record = service.document_id.sudo()._record()
            if record is not None and hasattr(record, "_document_served"):
                record.sudo(False)._document_served(service.document_id)
