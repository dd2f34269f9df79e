from odoo import models
from odoo.exceptions import UserError


class CommentWizard(models.TransientModel):
    """The comment of the way past the steps, which is closed."""

    _inherit = "comment.wizard"

    def add_comment(self):
        """Refuse: a comment is given with the decision."""
        raise UserError(
            self.env._("Decide with the buttons of the form; the comment goes there.")
        )
