from odoo import fields, models
from odoo.exceptions import UserError


class CivilCemeteryPaper(models.AbstractModel):
    """A record whose papers people at the counter print (墓区票证).

    They need not be allowed to see documents of others: the file opens by a token that
    is given to who may read the record.
    """

    _name = "civil.cemetery.paper"
    _description = "Record with Papers of a Facility"
    _inherit = "civil.document.mixin"

    def _document_values(self, kind_code):
        """Return what the papers about the single record say."""
        facility = self.facility_id
        return {
            **super()._document_values(kind_code),
            "organ": facility.name,
            "addressee": False,
            "facility": facility.name,
            "facility_address": facility.address or "",
            "facility_phone": facility.service_phone or facility.phone or "",
            "plot": self.plot_id.code,
            "plot_type": self.plot_id.plot_type_id.name,
            "holder": self.holder_name,
            "user": self.user_name or "",
            "until": "",
        }

    def action_print(self, kind=None):
        """Open the latest paper of the single record, or the one of a kind.

        :param str kind: code of the kind of document; the latest where left out
        :raises UserError: nothing was issued yet
        """
        self.ensure_one()
        self.check_access("read")
        # Documents belong to the bureau; who may read the record may print them.
        documents = self.env["civil.document"].sudo()
        domain = [
            ("res_model", "=", self._name),
            ("res_id", "=", self.id),
            ("state", "=", "issued"),
        ]
        if kind:
            domain.append(("kind_id.code", "=", kind))
        document = documents.search(domain, order="id desc", limit=1)
        if not document.attachment_id:
            raise UserError(
                self.env._(
                    "%(record)s: nothing was issued that could be printed.",
                    record=self.display_name,
                )
            )
        [token] = document.attachment_id.generate_access_token()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{document.attachment_id.id}?access_token={token}",
            "target": "new",
        }

    def _today(self):
        return fields.Date.context_today(self)
