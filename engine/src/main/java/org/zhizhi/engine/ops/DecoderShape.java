package org.zhizhi.engine.ops;

/**
 * The widths that operations size their scratch space by.
 *
 * @param hidden width of the residual stream
 * @param intermediate width of the gated unit
 * @param headDim width of one head
 * @param positions T, tokens in a row
 * @param vocab width of the logits
 * @param theta base of the rotary frequencies
 * @param eps added to mean squares
 */
public record DecoderShape(
    int hidden,
    int intermediate,
    int headDim,
    int positions,
    int vocab,
    double theta,
    double eps) {}
