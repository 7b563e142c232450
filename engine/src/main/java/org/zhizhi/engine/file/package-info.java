/**
 * Tensors on disk, in safetensors files: {@link org.zhizhi.engine.file.Safetensors} reads them
 * mapped and writes them streaming. Trusts nothing a file says before it has checked it. Knows no
 * networks and no libtorch.
 */
package org.zhizhi.engine.file;
