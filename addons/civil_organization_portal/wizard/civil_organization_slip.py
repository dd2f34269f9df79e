from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilOrganizationSlip(models.TransientModel):
    """Shows login names and first passwords once (账号告知单).

    What it shows travels to the clerk's screen and is kept nowhere: the record is
    never saved.
    """

    _name = "civil.organization.slip"
    _description = "Login Names and First Passwords"

    text = fields.Text(store=False, readonly=True, default=False)

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        """Refuse: passwords aren't kept.

        :raises UserError: always
        """
        raise UserError(self.env._("Login names and first passwords aren't kept."))

    @api.model
    def _show(self, opened):
        """Return the action that shows accounts with their first passwords.

        :param opened: pairs of an account and its first password, or None for whoever
            has a password already
        """
        lines = []
        for account, password in opened:
            words = password or self.env._("(keeps the password)")
            parts = (
                (self.env._("Organization"), account.organization_id.name),
                (self.env._("Login Name"), account.login),
                (self.env._("First Password"), words),
            )
            lines.append("\n".join(f"{name}：{value}" for name, value in parts))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Account and First Password: Shown Once"),
            "res_model": self._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_text": "\n\n".join(lines)},
        }
