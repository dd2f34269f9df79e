from .scope import goods_named
