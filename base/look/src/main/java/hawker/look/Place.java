package hawker.look;

/** Which part of the public side a page belongs to; marked in the bars. */
public enum Place {
    FEED,
    SHOPS,
    SEARCH,
    CART,
    ME,
    NONE
}
