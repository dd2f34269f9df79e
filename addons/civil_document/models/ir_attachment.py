from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door

#: Lets the code that issues and binds seal a file.
SEAL = Door("civil_document_seal")
#: Of a sealed file, what says nothing about its content or place.
_HARMLESS = frozenset({"access_token", "thumbnail"})


class IrAttachment(models.Model):
    """Files of issued documents and bound archive files can't change or go."""

    _inherit = "ir.attachment"

    is_sealed = fields.Boolean(
        string="Sealed",
        readonly=True,
        copy=False,
        help="The file belongs to an issued document or a bound archive file.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Let only the code that issues and binds make sealed files."""
        if not SEAL.is_open(self):
            vals_list = [
                {name: value for name, value in vals.items() if name != "is_sealed"}
                for vals in vals_list
            ]
            self = self.with_context(default_is_sealed=False)
        return super().create(vals_list)

    def write(self, vals):
        if not SEAL.is_open(self) and vals.keys() - _HARMLESS:
            self._refuse_sealed("is_sealed" in vals)
        return super().write(vals)

    def unlink(self):
        self._refuse_sealed()
        return super().unlink()

    def _refuse_sealed(self, always=False):
        """Refuse where a file is sealed, whoever asks.

        :raises UserError: naming the first of the files
        """
        sealed = self.sudo().filtered("is_sealed")
        if sealed or always:
            raise UserError(
                self.env._(
                    "“%(name)s” belongs to an issued document or a bound archive file: "
                    "it can be neither changed nor deleted.",
                    name=(sealed or self.sudo())[:1].name,
                )
            )

    def _content(self):
        """Return the bytes of the single file; forms ask for sizes in their place."""
        return self.sudo().with_context(bin_size=False).raw or b""

    def _seal(self):
        """Close the files for good."""
        SEAL.opened(self.sudo()).write({"is_sealed": True})

    def _inaccessible_comodel_records(self, model_and_ids, operation):
        """Also ask whether the user may read what a document is about."""
        yield from super()._inaccessible_comodel_records(model_and_ids, operation)
        if self.env.su:
            return
        for model in {"civil.document", "civil.archive.file"} & model_and_ids.keys():
            papers = self.env[model].sudo().browse(model_and_ids[model]).exists()
            for paper in papers:
                if not paper.sudo(False)._is_record_readable():
                    yield model, paper.id
