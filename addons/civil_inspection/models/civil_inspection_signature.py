from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.door import Door

from ..tools.draw import canonical, sha256

_DOOR = Door("civil_inspection_signature")


class CivilInspectionSignature(models.Model):
    """An inspector's signature under what was written down (检查人员签名)."""

    _name = "civil.inspection.signature"
    _description = "Signature Under an Inspection"
    _order = "inspection_id, id"

    inspection_id = fields.Many2one(
        "civil.inspection",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    inspector_id = fields.Many2one(
        "civil.inspection.inspector",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users", string="Signed By", required=True, readonly=True
    )
    signed_at = fields.Datetime(required=True, readonly=True)
    image = fields.Image(string="Signature", readonly=True, max_width=800)
    content_hash = fields.Char(
        string="Checksum", readonly=True, help="SHA-256 of what was signed."
    )

    _inspector_uniq = models.UniqueIndex(
        "(inspection_id, inspector_id)", "This inspector has already signed."
    )

    @api.model
    def _sign(self, inspection, inspector=None, image=None):
        """Add a signature, for the inspection's own code.

        :raises UserError: not an inspector of it, or the signature is missing
        """
        team = inspection.inspector_ids
        own = team.filtered(lambda person: person.user_id == self.env.user)
        signer = team.filtered(lambda p: p.id == inspector) if inspector else own
        if not signer:
            raise UserError(self.env._("This person isn't among the inspectors."))
        if signer != own and (signer.user_id or not image):
            raise UserError(
                self.env._(
                    "%(name)s has to sign in person: with the own user, or, without "
                    "one, on the screen.",
                    name=signer.name,
                )
            )
        return _DOOR.opened(self.sudo()).create(
            {
                "inspection_id": inspection.id,
                "inspector_id": signer.id,
                "user_id": self.env.uid,
                "signed_at": fields.Datetime.now(),
                "image": image,
                "content_hash": self._content_hash(inspection),
            }
        )

    @api.model
    def _take_back(self, inspection):
        """Remove the present user's own signature."""
        own = inspection.signature_ids.filtered(lambda s: s.user_id == self.env.user)
        _DOOR.opened(own.sudo()).unlink()

    @api.model
    def _content_hash(self, inspection):
        """Return the checksum of what is signed."""
        lines = inspection.line_ids.sorted(lambda line: (line.sequence, line.id))
        return sha256(
            canonical(
                {
                    "number": inspection.number,
                    "result": inspection.result,
                    "conclusion": inspection.conclusion or "",
                    "present": inspection.present_person or "",
                    "lines": [
                        [
                            line.name,
                            line.result or "",
                            str(line.score),
                            line.count,
                            line.note or "",
                        ]
                        for line in lines
                    ],
                }
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse: signatures are given by signing."""
        self._check_door()
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse for everybody."""
        raise UserError(self.env._("A signature isn't changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_by_signer(self):
        self._check_door()

    def _check_door(self):
        if not _DOOR.is_open(self):
            raise UserError(self.env._("Signatures are given by signing."))
